# Sourced by ./demo, ./test and .ci/run: each thing that they need, installed if it is missing.
# shellcheck shell=bash

say() { printf '== %s\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# as_root COMMAND…: as root, by sudo where need be; without a question where nobody could answer.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif has sudo && [ -t 0 ]; then
    sudo "$@"
  elif has sudo && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 1
  fi
}

# install_packages PACKAGE…: by apt.
install_packages() {
  has apt-get || die "missing: $*; there is no apt-get here, so install them by your own means"
  as_root true || die "missing: $*; run as root, or with sudo, or once: apt-get install $*"
  say "installing $*"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need_tools COMMAND=PACKAGE…: installs the packages of the commands that are not there.
need_tools() {
  local missing=() pair
  for pair in "$@"; do
    has "${pair%%=*}" || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

need_rust() {
  need_tools cc=build-essential
  if ! has cargo && [ -x "$HOME/.cargo/bin/cargo" ]; then
    PATH=$HOME/.cargo/bin:$PATH
  fi
  has cargo || die "there is no cargo: install Rust 1.92 or later, by rustup for instance"
}

# need_venv: .venv with what scripts/requirements.txt names, and its python3 first on PATH, where
# dsdscore looks for ONNX Runtime. Fails where that cannot be had.
need_venv() {
  (make_venv) || return 1
  PATH=$PWD/.venv/bin:$PATH
}

make_venv() {
  local wanted=scripts/requirements.txt
  if cmp -s "$wanted" .venv/installed.txt && .venv/bin/python3 -c 'import anndata, onnxruntime' 2>/dev/null; then
    return
  fi
  need_tools python3=python3
  python3 -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
  say "installing ONNX Runtime and anndata into .venv"
  python3 -m venv --clear .venv || return 1
  .venv/bin/python3 -m pip install --quiet --disable-pip-version-check -r "$wanted" || return 1
  cp "$wanted" .venv/installed.txt
}

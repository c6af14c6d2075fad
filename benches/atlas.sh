#!/usr/bin/env bash
# Compares `dsdscore bundle build` with scanpy's `get.aggregate` on a simulated atlas of 100,000
# cells × 30,000 genes with 180 million counts that are not 0, in turns, on this machine.
#
#   benches/atlas.sh [--check] [FOLDER]
#
# FOLDER (default target/bench) keeps the atlas (0.6 GB) and Python's packages (1.1 GB) for the next
# time. --check fails where a target is missed. RUNS (default 3) is the number of turns. scanpy needs
# 5 GB of memory.
#
# Both read the counts from gzip and take the mean of each gene by condition, cell type and time.
# dsdscore also checks every count, classes the genes' patterns and writes the bundle. The fill
# `column` has no peer: its time is given for each gene, of whatever conditions, with the means,
# patterns and images that it takes.
set -euo pipefail

cd "$(dirname "$0")/.."
. scripts/setup.sh
check=false
if [[ ${1-} == --check ]]; then
  check=true
  shift
fi
folder=${1:-target/bench}
runs=${RUNS:-3}
genes=30000
atlas=$folder/atlas/atlas.h5ad
config=$folder/atlas/atlas.toml
python=$folder/scanpy/bin/python3

install_peer() {
  need_tools python3=python3 /usr/bin/time=time
  python3 -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
  "$python" -c 'import scanpy' 2>/dev/null && return
  say "installing scanpy into $folder/scanpy"
  python3 -m venv --clear "$folder/scanpy"
  "$python" -m pip install --quiet --disable-pip-version-check scanpy==1.11.5
}

make_atlas() {
  [[ -e $config ]] && return
  say "simulating the atlas"
  target/release/dsdscore simulate --cells 100000 --genes "$genes" --library-size 3700 --seed 1 \
    -o "$folder/atlas"
}

# measure COMMAND…: prints CPU seconds and peak memory in kB.
measure() {
  /usr/bin/time -f '%U %S %M' -o "$folder/usage" "$@" >/dev/null 2>"$folder/messages" ||
    { cat "$folder/messages" >&2; return 1; }
  awk '{ print $1 + $2, $3 }' "$folder/usage"
}

build() {
  measure target/release/dsdscore bundle build --atlas "$atlas" --config "$config" --fill "$1" \
    -o "$folder/$1.dsd"
}

need_rust
mkdir -p "$folder"
install_peer
cargo build --release --locked --quiet
make_atlas

echo "$(nproc) CPUs; $(target/release/dsdscore --version); scanpy $("$python" -c 'import scanpy; print(scanpy.__version__)')"
for ((turn = 0; turn < runs; turn++)); do
  echo "$(build mean) $(measure "$python" benches/aggregate.py "$atlas") $(build column)"
done | tee "$folder/turns" | awk -v genes="$genes" '
  { printf "turn %d: mean %.1f CPU s, %.0f MB; scanpy %.1f, %.0f; column %.1f, %.0f\n", NR, $1, $2 / 1024, $3, $4 / 1024, $5, $6 / 1024; fflush() }'

# The least favourable turn counts.
awk -v genes="$genes" -v check="$check" '
  function least(value, best) { return best == "" || value < best ? value : best }
  { cpu = least($3 / $1, cpu); memory = least($4 / $2, memory); each = -least(-1000 * $5 / genes, -each) }
  function row(what, value, target, met) {
    printf "%-52s %8.2f  target %-9s %s\n", what, value, target, met ? "met" : "MISSED"
    if (!met) missed = 1
  }
  END {
    row("means: CPU seconds of scanpy for each of dsdscore", cpu, ">= 2", cpu >= 2)
    row("means: peak memory of scanpy for each of dsdscore", memory, ">= 30", memory >= 30)
    row("column: CPU milliseconds a gene", each, "< 2", each < 2)
    exit check == "true" && missed
  }' "$folder/turns"

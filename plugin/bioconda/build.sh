#!/bin/bash
# Called by conda-build. Not run here.
set -euo pipefail

cargo-bundle-licenses --format yaml --output THIRDPARTY.yml
cargo install --no-track --locked --path . --root "$PREFIX"

# ONNX Runtime of conda-forge, where it is in the environment, is not on dsdscore's own search path.
mkdir -p "$PREFIX/etc/conda/activate.d" "$PREFIX/etc/conda/deactivate.d"
cat >"$PREFIX/etc/conda/activate.d/dsdscore.sh" <<'END'
if [ -z "${ORT_DYLIB_PATH:-}" ] && [ -e "$CONDA_PREFIX/lib/libonnxruntime.so" ]; then
  export ORT_DYLIB_PATH="$CONDA_PREFIX/lib/libonnxruntime.so"
fi
END
cat >"$PREFIX/etc/conda/deactivate.d/dsdscore.sh" <<'END'
if [ "${ORT_DYLIB_PATH:-}" = "$CONDA_PREFIX/lib/libonnxruntime.so" ]; then
  unset ORT_DYLIB_PATH
fi
END

#!/usr/bin/env bash
# Makes networks/: small networks that learnt from simulated cells, for images of recipe.json. Needs a
# program with the feature train (cargo build --release --features train) and ONNX Runtime, and takes
# some minutes. Equal seeds give equal networks on the CPU; other machines may round otherwise.
set -euo pipefail
cd "$(dirname "$0")"
dsdscore=${DSDSCORE:-../target/release/dsdscore}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$dsdscore" simulate --genes 1000 --cells 8000 --overlap 0.2 --seed 2025 -o "$folder/sim"
"$dsdscore" bundle build --atlas "$folder/sim/atlas.h5ad" --config "$folder/sim/atlas.toml" \
  --recipe recipe.json -o "$folder/sim.dsd"
for condition in F M; do
  name=simulated-${condition,}
  "$dsdscore" train -b "$folder/sim.dsd" --condition "$condition" -g "$folder/sim/labels.tsv" \
    --choose labelled --ratio 1 --width 4 --hidden 32 --momentum 0.9 --weight-decay 0.001 --augment \
    --epochs 30 --calibrate --seed 1 \
    --training-set "simulated genes" --licence CC0-1.0 \
    --intended-use "Demonstrations and tests: it learnt from simulated cells. Its scores mean nothing." \
    -o "networks/$name.onnx" --record "$folder/$name.json"
done

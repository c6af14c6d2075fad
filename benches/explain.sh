#!/usr/bin/env bash
# How many images a second `dsdscore explain` draws and judges, by the networks of examples/networks: genes of
# simulated cells of 12 cell types x 8 times, so 96 blocks, 12 whole cell types and the gene itself each.
#
#   benches/explain.sh [FOLDER]
#
# FOLDER (default target/bench/explain) takes some MB. GENES (default 1000) is how many genes there are, DSDSCORE the
# program to measure (default: a release build, made first). Needs ONNX Runtime (dsdscore doctor). With --check it
# fails below 606 images a second: 20,000 genes x 109 images within an hour.
set -euo pipefail
cd "$(dirname "$0")/.."
check=
[[ ${1-} != --check ]] || { check=1; shift; }
folder=${1:-target/bench/explain}
genes=${GENES:-1000}
dsdscore=${DSDSCORE:-${CARGO_TARGET_DIR:-target}/release/dsdscore}
. benches/common.sh

[ -n "${DSDSCORE-}" ] || cargo build --release --locked --quiet
unset DSDSCORE_BUNDLE
mkdir -p "$folder"
"$dsdscore" simulate --genes "$genes" --cells 8000 --cell-types 12 --times 6,7,8,9,10,11,12,13 --overlap 0.2 \
  --seed 7 --missing 0 --force -o "$folder/sim" 2>"$folder/messages"
"$dsdscore" bundle build --synthetic --atlas "$folder/sim/atlas.h5ad" --config "$folder/sim/atlas.toml" \
  --recipe examples/recipe.json -o "$folder/sim.dsd" 2>>"$folder/messages"
"$dsdscore" score -b "$folder/sim.dsd" -m examples/networks/simulated-f.onnx 2>>"$folder/messages"
rm -f "$folder/explained.dsd.explain"
read -r wall cpu memory < <(measure "$dsdscore" explain -b "$folder/sim.dsd" -m examples/networks/simulated-f.onnx \
  --draws 0 -o "$folder/explained.dsd")
awk -v n="$genes" -v wall="$wall" -v cpu="$cpu" -v memory="$memory" -v check="$check" 'BEGIN {
  rate = n * 109 / wall
  printf "%d genes x 109 images: %.0f s, %.0f images/s, %.0f a CPU second, %.0f MB; 20,000 genes take %.0f minutes\n",
    n, wall, rate, n * 109 / cpu, memory / 1024, 20000 * 109 / rate / 60
  exit check != "" && rate < 606
}'

#!/usr/bin/env bash
# The figures of docs/results.md: networks beside their rivals, on simulated atlases and, where a folder
# with the real tables is named, on the human fetal ovary. Takes an hour of 2 CPUs; results lie in
# target/bench/evaluate, and what is there already is not run again.
#
#   benches/evaluate.sh [DATA]
#
# DATA holds hgda_fetal_ovary_fraction_expressing.csv (ovarian_percent.csv of github.com/ventolab/HGDA),
# dsd_genes.tsv and housekeeping_genes.tsv, each with a column symbol.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/setup.sh
data=${1:+$(realpath "$1")}
out=target/bench/evaluate
dsdscore=${DSDSCORE:-${CARGO_TARGET_DIR:-target}/release/dsdscore}

need_rust
need_tools python3=python3
[ -n "${DSDSCORE-}" ] || cargo build --release --locked --features train --quiet
mkdir -p "$out"

# evaluate NAME OPTION…
evaluate() {
  local name=$1
  shift
  [ -e "$out/$name/report.html" ] || "$dsdscore" evaluate --protocol paper "$@" -o "$out/$name"
}

# As the paper trains, but for the width: the atlas is small.
paper=(--width 8 --hidden 64)
# What small data asks for.
tuned=(--width 8 --hidden 64 --optimiser adamw --learning-rate 0.001 --weight-decay 0.01 --batch 16
  --augment --calibrate)

for kind in paper matched; do
  atlas=$out/$kind-atlas bundle=$out/$kind.dsd levels=()
  [ "$kind" = paper ] || levels=(--match-levels)
  [ -e "$bundle" ] || {
    "$dsdscore" simulate --genes 400 --cells 8000 --overlap 0.5 "${levels[@]}" --force -o "$atlas"
    "$dsdscore" bundle build --atlas "$atlas/atlas.h5ad" --config "$atlas/atlas.toml" -o "$bundle"
  }
  genes=(-b "$bundle" -g "$atlas/labels.tsv" --choose labelled --ratio 1 --condition F)
  cells=(--atlas "$atlas/atlas.h5ad" --config "$atlas/atlas.toml" --pair-width 8 --pairs 1000)
  evaluate "simulated-$kind" "${genes[@]}" "${cells[@]}" "${paper[@]}"
  evaluate "simulated-$kind-tuned" "${genes[@]}" "${tuned[@]}" --features --members 2
done

if [ -n "$data" ]; then
  table=$data/hgda_fetal_ovary_fraction_expressing.csv
  config=examples/atlases/human-fetal-ovary-fractions.toml
  known=(-g "$data/dsd_genes.tsv" --folds 5)
  lists=("${known[@]}" --negatives "$data/housekeeping_genes.tsv")
  for scale in max per-gene; do
    recipe=$out/recipe-$scale.json bundle=$out/ovary-$scale.dsd
    sed "s/\"log10\"/\"none\"/" examples/recipe.json >"$recipe"
    # 18 numbers fill no 5,000 pixels, and their pattern is in how they stand to one another.
    [ "$scale" = max ] || sed -i 's/"max"/"per-gene"/; s/\(height\|width\)": [0-9]*/\1": 32/' "$recipe"
    [ -e "$bundle" ] ||
      "$dsdscore" bundle build --table "$table" --config "$config" --recipe "$recipe" -o "$bundle"
  done
  evaluate ovary -b "$out/ovary-max.dsd" "${lists[@]}" "${paper[@]}"
  evaluate ovary-tuned -b "$out/ovary-per-gene.dsd" "${lists[@]}" "${tuned[@]}" --features --members 5
  evaluate ovary-image -b "$out/ovary-per-gene.dsd" "${lists[@]}" "${tuned[@]}" --members 5 --choose matched
  evaluate ovary-random -b "$out/ovary-per-gene.dsd" "${known[@]}" "${tuned[@]}" --features --members 3 \
    --choose random --ratio 5 --balance
else
  say "left out: the human fetal ovary, for no folder with its tables was named"
fi
python3 benches/figures.py "$out"

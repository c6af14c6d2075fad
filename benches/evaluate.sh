#!/usr/bin/env bash
# The figures of docs/results.md: networks beside their rivals, on simulated atlases and, where a folder
# with the real tables is named, on human fetal gonads of both sexes. Takes two hours of 2 CPUs; results
# lie in target/bench/evaluate, and what is there already is not run again.
#
#   benches/evaluate.sh [DATA]
#
# DATA holds what scripts/default-bundle asks for.
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

# gonads BUNDLE OPTION…: of the two tables, as scripts/default-bundle has them.
gonads() {
  local bundle=$1
  shift
  "$dsdscore" bundle build --table "$data/hgda_fetal_ovary_fraction_expressing.csv" \
    --table "$data/hgda_fetal_gonad_somatic_fraction_expressing.csv" \
    --config examples/atlases/human-fetal-gonads-fractions.toml \
    --identifiers "$data/MANE.GRCh38.v1.4.summary.txt.gz" --identifiers "$data/hgnc_symbols_2022.tsv.gz" \
    --identifiers examples/atlases/renamed-genes.tsv --current-symbols --only-identified \
    "$@" -o "$bundle"
}

# The transform of the images of a scale: colours are fractions, or residuals of their arcsines.
transform() {
  case $1 in residual) echo arcsine ;; *) echo none ;; esac
}

# evaluate NAME OPTION…
evaluate() {
  local name=$1
  shift
  [ -e "$out/$name/report.html" ] || "$dsdscore" evaluate "$@" -o "$out/$name"
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
  evaluate "simulated-$kind" --protocol paper "${genes[@]}" "${cells[@]}" "${paper[@]}"
  evaluate "simulated-$kind-tuned" --protocol paper "${genes[@]}" "${tuned[@]}" --features --members 2
done

if [ -n "$data" ]; then
  known=(-g "$data/dsd_genes.tsv" --negatives "$data/housekeeping_genes.tsv" --subset confidence=3)
  for scale in max per-gene residual; do
    recipe=$out/recipe-$scale.json bundle=$out/gonads-$scale.dsd
    # 18 numbers fill no 5,000 pixels.
    sed 's/\(height\|width\)": [0-9]*/\1": 32/' examples/recipe.json >"$recipe"
    [ "$scale" != residual ] || sed -i 's/"jet"/"bwr"/' "$recipe"
    [ -e "$bundle" ] || gonads "$bundle" --recipe "$recipe" --transform "$(transform $scale)" --scale $scale
    evaluate "gonads-$scale" -b "$bundle" "${known[@]}" "${tuned[@]}" --balance --members 3 \
      --methods network,level,shape,forest,residual,residual-regression,dev,average \
      --network-null-draws 1
  done
else
  say "left out: human fetal gonads, for no folder with their tables was named"
fi
python3 benches/figures.py "$out"

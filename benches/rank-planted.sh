#!/usr/bin/env bash
# Plants variants that were reported as pathogenic, one at a time, into made-up exomes, and prints at which rank
# `dsdscore rank` puts their genes: by evidence with the list of known genes, by evidence with the gene taken out
# of that list, as the paper, by the score alone, and in the order of the input; beside random genes with the same.
#
#   benches/rank-planted.sh [FOLDER]
#
# FOLDER (default target/bench/planted) takes 0.5 GB. BACKGROUNDS (default 20) is the number of exomes, PREDICTIONS
# (mutations, the default, or curated) what the predictions of planted missense variants follow; planted.py says
# so, and what the exomes follow. DSDSCORE is the program to measure (default: a release build, made first). No
# field of ClinVar is planted.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-target/bench/planted}
backgrounds=${BACKGROUNDS:-20}
dsdscore=${DSDSCORE:-${CARGO_TARGET_DIR:-target}/release/dsdscore}

[ -n "${DSDSCORE-}" ] || cargo build --release --locked --quiet
unset DSDSCORE_BUNDLE
mkdir -p "$folder"
rm -f "$folder"/*.{tsv,vcf,truth,ranks,txt,ped,messages}
"$dsdscore" bundle export -o "$folder/genes.tsv"
python3 benches/planted.py make "$folder" "$backgrounds" "${PREDICTIONS:-mutations}"

export dsdscore folder PYTHONDONTWRITEBYTECODE=1

# rank NUMBER NAME OPTION…
rank() {
  local number=$1 name=$2 messages=$folder/$1.messages
  shift 2
  "$dsdscore" rank --preset rare --ped "$folder/patients.ped" "$@" -o "$folder/$number.$name.tsv" \
    "$folder/$number.vcf" 2>"$messages" || { cat "$messages" >&2; return 1; }
}

background() {
  local symbol names
  rank "$1" clinical --order clinical --genes-known "$folder/known.tsv"
  rank "$1" paper --order paper
  rank "$1" percentile --order percentile
  while read -r symbol names; do
    rank "$1" "without.$symbol" --order clinical --genes-known "$folder/without.$symbol.tsv" --samples "$names"
  done <"$folder/without.txt"
  python3 benches/planted_ranks.py ranks "$folder" "$1"
  rm "$folder/$1".*.tsv "$folder/$1.vcf"
}

export -f rank background
seq "$backgrounds" | xargs -P "$(nproc)" -I {} bash -euo pipefail -c 'background {}'
"$dsdscore" --version
python3 benches/planted_ranks.py table "$folder" "$backgrounds"

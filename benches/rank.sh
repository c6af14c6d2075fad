#!/usr/bin/env bash
# Compares `dsdscore rank` with the filter that one writes of bcftools by hand: which genes of a sample
# have a rare variant with an impact. In turns, on this machine.
#
#   benches/rank.sh [FOLDER]
#
# FOLDER (default target/bench) is that of annotate.sh: whichever comes first makes the inputs, about
# 1.1 GB. RUNS (default 5) is the number of counted turns after a first one that is not counted.
#
# dsdscore also infers the sex, counts the funnel, orders genes and writes the table, the JSON and the
# page; bcftools prints positions and symbols. Its pipes have two processes, so that both CPUs take part.
set -euo pipefail

cd "$(dirname "$0")/.."
folder=${1:-target/bench}
runs=${RUNS:-5}
. benches/common.sh

out=$folder/ranked
outputs=(-o "$out.tsv" --json "$out.json" --report "$out.html")

exome() {
  measure target/release/dsdscore rank --bundle "$folder/scores.dsd" --samples child --min-gq 20 \
    --max-af 0.01 --min-impact moderate "${outputs[@]}" "$1"
}

exome_peer() {
  measure bash -c 'set -o pipefail
    bcftools view -I -s child -i "GT=\"alt\" & GQ>=20" -Ou "$1" |
      bcftools +split-vep -d -c IMPACT,SYMBOL,gnomADe_AF:Float \
        -i "(IMPACT=\"HIGH\" | IMPACT=\"MODERATE\") & (gnomADe_AF<=0.01 | gnomADe_AF=\".\")" \
        -f "%CHROM:%POS\t%SYMBOL\n"' _ "$1"
}

cohort() {
  measure target/release/dsdscore rank --bundle "$folder/scores.dsd" --samples S0250 --min-gq 20 \
    --genes "$folder/genes.bed" "${outputs[@]}" "$1"
}

cohort_peer() {
  measure bash -c 'set -o pipefail
    bcftools view -I -s S0250 -i "GT=\"alt\" & GQ>=20" -Ou "$1" |
      bcftools annotate -a "$2/genes.tab.gz" -h "$2/fields.hdr" -c CHROM,FROM,TO,-,-,-,DSD_GENE -Ou |
      bcftools query -f "%CHROM:%POS\t%DSD_GENE\n"' _ "$1" "$folder"
}

# middle EXPRESSION: the median over the turns.
middle() {
  awk "{ print $1 }" "$folder/turns" | sort -g | sed -n "$(((runs + 1) / 2))p"
}

# run_case NAME CASE INPUT
run_case() {
  local turn ours peers
  : >"$folder/turns"
  for ((turn = 0; turn <= runs; turn++)); do
    ours=$("$2" "$folder/$3")
    peers=$("${2}_peer" "$folder/$3")
    [[ $turn == 0 ]] || echo "$ours $peers" >>"$folder/turns"
  done
  printf '%-28s %6.1f %6.1f %9.1f\n' "$1" "$(middle '$4 / $1')" "$(middle '$5 / $2')" \
    "$(middle '$3 / 1024')"
}

install_peers
cargo build --release --quiet
make_inputs
target/release/dsdscore bundle build --scores "$folder/genes.tsv" -o "$folder/scores.dsd" 2>/dev/null

echo "$(nproc) CPUs; $(target/release/dsdscore --version); $(bcftools --version | head -n 2 | paste -sd ' ')"
echo "Times that bcftools takes for each one of dsdscore, medians of $runs turns; dsdscore's peak memory"
printf '%-28s %6s %6s %9s\n' '' wall CPU MB
run_case 'exome, VCF' exome exome.vcf
run_case 'exome, bgzipped' exome exome.vcf.gz
run_case 'one sample of 500, VCF' cohort cohort.vcf
run_case 'one sample of 500, bgzipped' cohort cohort.vcf.gz
rm -f "$out".{tsv,json,html}

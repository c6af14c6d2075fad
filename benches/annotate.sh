#!/usr/bin/env bash
# Compares `dsdscore annotate` with `bcftools annotate`: both add DSD, DSD_F, DSD_M and DSD_GENE of
# the same 20,000 genes to the same records, in turns, on this machine.
#
#   benches/annotate.sh [--check] [FOLDER]
#
# FOLDER (default target/bench) keeps the inputs, about 1.1 GB, for the next time. --check fails
# where a target is missed. RUNS (default 5) is the number of counted turns after a first one that
# is not counted; the two cases that take longest get three.
#
# dsdscore reads the genes of the exome off CSQ, which is its main task, and finds those of the
# cohort by coordinates; bcftools finds them by coordinates in both. Where genes overlap, bcftools
# takes one and dsdscore all, so its output is a little larger. Timed output goes to /dev/null, so
# that the disk takes no part; the first turn writes files, to show their sizes.
set -euo pipefail

cd "$(dirname "$0")/.."
check=false
if [[ ${1-} == --check ]]; then
  check=true
  shift
fi
folder=${1:-target/bench}
runs=${RUNS:-5}
failed=false

. benches/common.sh

# dsdscore INPUT TYPE THREADS OUTPUT
dsdscore() {
  local genes=()
  [[ $1 == *cohort* ]] && genes=(--genes "$folder/genes.bed")
  measure target/release/dsdscore annotate --bundle "$folder/scores.dsd" "${genes[@]}" \
    --threads "$3" -O "$2" -o "$4" "$1"
}

peer() {
  measure bcftools annotate --annotations "$folder/genes.tab.gz" \
    --header-lines "$folder/fields.hdr" --columns CHROM,FROM,TO,DSD,DSD_F,DSD_M,DSD_GENE \
    --threads "$3" -O "$2" -o "$4" "$1"
}

# The lines of a file are `wall cpu memory` of dsdscore, then of bcftools, for each turn.
summarise() {
  awk -v label="$1" -v sizes="$2" -v target="$3" '
    function median(values, n,    i, j, v) {
      for (i = 2; i <= n; i++) {
        v = values[i]
        for (j = i - 1; j > 0 && values[j] > v; j--) values[j + 1] = values[j]
        values[j + 1] = v
      }
      return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
    }
    { wall[NR] = $4 / $1; cpu[NR] = $5 / $2; if ($3 > ours) ours = $3; if ($6 > peers) peers = $6 }
    END {
      w = median(wall, NR); c = median(cpu, NR)
      split(sizes, size, " ")
      is_met = w >= target && ours < (40 * 1024 + size[3] / 1024)
      printf "%-26s %6.1f %6.1f %7s %9.1f %9.1f %7.1f %7.1f  %s\n", label, w, c, target,
        size[1] / 1e6, size[2] / 1e6, ours / 1024, peers / 1024, is_met ? "met" : "MISSED"
      exit !is_met
    }' "$folder/turns"
}

# run_case NAME INPUT TYPE THREADS TARGET TURNS
run_case() {
  local input=$folder/$2 out=$folder/out sizes
  dsdscore "$input" "$3" "$4" "$out" >/dev/null
  sizes=$(stat -c %s "$out")
  peer "$input" "$3" "$4" "$out" >/dev/null
  sizes+=" $(stat -c %s "$out" "$folder/scores.dsd" | tr '\n' ' ')"
  rm "$out"
  for ((turn = 0; turn < $6; turn++)); do
    echo "$(dsdscore "$input" "$3" "$4" /dev/null) $(peer "$input" "$3" "$4" /dev/null)"
  done >"$folder/turns"
  summarise "$1" "$sizes" "$5" || failed=true
}

install_peers
cargo build --release --quiet
make_inputs
target/release/dsdscore bundle build --scores "$folder/genes.tsv" -o "$folder/scores.dsd" 2>/dev/null

echo "$(nproc) CPUs; $(target/release/dsdscore --version); $(bcftools --version | head -n 2 | paste -sd ' ')"
echo "Times that bcftools takes for each one of dsdscore, medians of $runs turns (3 for bgzipped cohorts)"
printf '%-26s %6s %6s %7s %9s %9s %7s %7s\n' '' wall CPU target MB bcftools RSS bcftools
slow_runs=$((runs < 3 ? runs : 3))
run_case 'exome, VCF' exome.vcf v 0 5 "$runs"
run_case 'cohort, VCF' cohort.vcf v 0 10 "$runs"
run_case 'exome, bgzipped' exome.vcf.gz z 0 1.3 "$runs"
run_case 'exome, bgzipped, 2 threads' exome.vcf.gz z 2 1.3 "$runs"
run_case 'cohort, bgzipped' cohort.vcf.gz z 0 1.3 "$slow_runs"
run_case 'cohort, bgzipped, 2 threads' cohort.vcf.gz z 2 1.3 "$slow_runs"

if $check && $failed; then
  exit 1
fi

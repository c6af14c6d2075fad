# Sourced by benchmarks beside bcftools, which set folder: where inputs are kept.
# shellcheck shell=bash

install_peers() {
  local tool sudo= is_complete=true
  for tool in bcftools tabix bgzip /usr/bin/time; do
    command -v "$tool" >/dev/null || is_complete=false
  done
  $is_complete && return
  [[ $(id -u) == 0 ]] || sudo=sudo
  $sudo apt-get update -q
  $sudo apt-get install -y -q bcftools tabix time
}

make_inputs() {
  [[ -e $folder/complete ]] && return
  mkdir -p "$folder"
  python3 benches/make_inputs.py "$folder"
  bgzip -f "$folder/genes.tab"
  tabix -f -s 1 -b 2 -e 3 "$folder/genes.tab.gz"
  local name
  for name in exome cohort; do
    bgzip -f -c -@ 2 "$folder/$name.vcf" >"$folder/$name.vcf.gz"
  done
  cat >"$folder/fields.hdr" <<'LINES'
##INFO=<ID=DSD,Number=.,Type=String,Description="Allele|Consequence|SYMBOL|Gene|Score_F|Score_M">
##INFO=<ID=DSD_F,Number=1,Type=Float,Description="Score F">
##INFO=<ID=DSD_M,Number=1,Type=Float,Description="Score M">
##INFO=<ID=DSD_GENE,Number=1,Type=String,Description="Gene">
LINES
  touch "$folder/complete"
}

# Runs a command; prints seconds by the clock, CPU seconds and peak memory in kB.
measure() {
  local TIMEFORMAT='%R %U %S'
  { time /usr/bin/time -f %M -o "$folder/memory" "$@" >/dev/null 2>"$folder/messages"; } \
    2>"$folder/seconds" || { cat "$folder/messages" >&2; return 1; }
  awk 'NR == FNR { wall = $1; cpu = $2 + $3; next } { print wall, cpu, $1 }' \
    "$folder/seconds" "$folder/memory"
}

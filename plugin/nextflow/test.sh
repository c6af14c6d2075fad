#!/usr/bin/env bash
# Runs the Nextflow modules and the subworkflow for real, on the local executor. Nextflow itself comes
# from Maven Central; where it is not to be had this says NOT RUN, or fails if
# DSDSCORE_REQUIRE_NEXTFLOW is set. DSDSCORE names the program, else target/debug/dsdscore is built.
set -euo pipefail
cd "$(dirname "$0")/../.."
. scripts/setup.sh

root=$PWD
work=$root/target/nextflow
need_tools bcftools=bcftools tabix=tabix java=default-jre-headless mvn=maven

not_run() {
  [ -z "${DSDSCORE_REQUIRE_NEXTFLOW:-}" ] || die "$1"
  say "NOT RUN: the tests of plugin/nextflow: $1"
  exit 0
}

# jars FOLDER POM: what the POM names with all that it needs, fetched once.
jars() {
  local folder=$work/$1 pom=plugin/nextflow/tests/$2
  if ! cmp -s "$pom" "$folder/pom.xml"; then
    say "fetching $1 by Maven"
    rm -rf "$folder"
    mvn -q -B -f "$pom" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
      -DincludeScope=runtime -DoutputDirectory="$folder" >"$work/maven.log" 2>&1 ||
      { rm -rf "$folder"; not_run "Maven could not fetch what $pom names; see $work/maven.log"; }
    cp "$pom" "$folder/pom.xml"
  fi
}

mkdir -p "$work"
jars nextflow nextflow.xml
jars nf-lang nf-lang.xml

if [ -z "${DSDSCORE:-}" ]; then
  need_rust
  cargo build --locked --quiet
  DSDSCORE=${CARGO_TARGET_DIR:-target}/debug/dsdscore
fi
mkdir -p "$work/bin"
ln -sf "$(realpath "$DSDSCORE")" "$work/bin/dsdscore"
export PATH=$work/bin:$PATH NEXTFLOW_JARS=$work/nextflow NXF_HOME=$work/home

data=$work/data
rm -rf "$data" "$work/run" "$work/pipeline"
plugin/nextflow/tests/make-data "$data"

# A copy, for Nextflow writes beside what it runs; and what Maven has is 24.10, in which the topics of
# channels, stable since 25.04, must be asked for.
cp -R plugin/nextflow "$work/pipeline"
for script in "$work"/pipeline/main.nf "$work"/pipeline/tests/*.nf; do
  sed -i '1a nextflow.preview.topic = true' "$script"
done
mkdir "$work/run"
cd "$work/run"

failed=0
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  failed=$((failed + 1))
}

# run NAME STATUS ARGUMENT…: runs Nextflow, which must exit so; NAME.log has what it said.
run() {
  local name=$1 expected=$2 status=0
  shift 2
  say "$name"
  "$work/pipeline/tests/nextflow" run "$@" -w "work-$name" >"$name.log" 2>&1 || status=$?
  if { [ "$expected" = 0 ] && [ $status -ne 0 ]; } || { [ "$expected" = 1 ] && [ $status -eq 0 ]; }; then
    cat "$name.log" >&2
    fail "$name: exit $status"
  fi
}

pipeline() {
  local name=$1 expected=$2
  shift 2
  run "$name" "$expected" "$work/pipeline/main.nf" --outdir "$name" "$@"
}

# says NAME TEXT: what the run NAME said.
says() { grep -qF -- "$2" "$1.log" || { cat "$1.log" >&2; fail "$1 does not say: $2"; }; }

# same_records VCF INPUT: VCF has what annotating INPUT in one run gives, byte for byte outside ##, in
# whole blocks, and an index that counts all records.
same_records() {
  "$DSDSCORE" annotate -b "$data/published.dsd" -O v "$2" 2>/dev/null | grep -v '^##' >expected.txt
  bgzip -cd "$1" | grep -v '^##' >found.txt
  cmp -s expected.txt found.txt || fail "$1 has other records than annotating $2 in one run"
  [ "$(bcftools index --nrecords "$1")" = "$(grep -vc '^#' found.txt)" ] || fail "$1: the index has another count"
  bcftools view "$1" >/dev/null || fail "$1 is not what bcftools reads"
}

# files FOLDER NAME…: FOLDER holds these and no other.
files() {
  local folder=$1
  shift
  [ "$(ls "$folder" 2>/dev/null | LC_ALL=C sort)" = "$(printf '%s\n' "$@" | LC_ALL=C sort)" ] ||
    fail "$folder holds: $(ls "$folder" 2>&1 | tr '\n' ' ')"
}
DSDSCORE=$work/bin/dsdscore

say "strict syntax"
java -cp "$work/nf-lang/*" "$root/plugin/nextflow/tests/StrictSyntax.java" "$root/plugin/nextflow" >strict.log ||
  { cat strict.log >&2; fail "strict syntax"; }

# In parts, by tbi and by csi; without an index; without a record.
pipeline all 0 --vcf "$data/{patients.vcf.gz,binary.bcf,plain.vcf,empty.vcf.gz}" \
  --bundle "$data/published.dsd" --window 500000000 --rank --rank_args '--preset paper' \
  --ped "$data/patients.ped"
grep -q 'DSDSCORE_ANNOTATEPART (patients.00006)' all.log || fail "patients.vcf.gz was not annotated in 6 parts"
expected=(versions.yml)
for name in patients binary plain empty; do
  expected+=("${name}_dsdscore.vcf.gz" "${name}_dsdscore.vcf.gz.tbi")
  expected+=("${name}_ranked.tsv" "${name}_ranked.json" "${name}_ranked.html" "${name}_ranked.vcf.gz")
done
files all "${expected[@]}"
same_records all/patients_dsdscore.vcf.gz "$data/patients.vcf.gz"
same_records all/binary_dsdscore.vcf.gz "$data/binary.bcf"
same_records all/plain_dsdscore.vcf.gz "$data/plain.vcf"
same_records all/empty_dsdscore.vcf.gz "$data/empty.vcf.gz"
dsdscore rank -b "$data/published.dsd" --ped "$data/patients.ped" --preset paper \
  all/patients_dsdscore.vcf.gz -o ranked.tsv 2>/dev/null
cmp -s <(grep -v '^##command=' ranked.tsv) <(grep -v '^##command=' all/patients_ranked.tsv) || fail "rank gives another table in Nextflow"
for line in 'DSDSCORE_ANNOTATE:' 'DSDSCORE_ANNOTATEPART:' 'DSDSCORE_GATHER:' 'DSDSCORE_RANK:' 'DSDSCORE_SCATTER:' \
  "    dsdscore: $(dsdscore --version | cut -d ' ' -f 2)" "    bcftools: $(bcftools --version | sed '1!d; s/.* //')"; do
  grep -qxF "$line" all/versions.yml || fail "versions.yml has no line: $line"
done

pipeline borders 0 --vcf "$data/borders.vcf.gz" --bundle "$data/published.dsd" --window 100
same_records borders/borders_dsdscore.vcf.gz "$data/borders.vcf.gz"

# What comes out has the map that went in.
run meta 0 "$work/pipeline/tests/meta.nf" --data "$data" -stub-run
for line in 'vcf [id:parts, sex:F, depth:30] parts_dsdscore.vcf.gz' \
  'index [id:parts, sex:F, depth:30] parts_dsdscore.vcf.gz.tbi' \
  'vcf [id:whole, family:[id:f1]] whole_dsdscore.vcf.gz' \
  'index [id:whole, family:[id:f1]] whole_dsdscore.vcf.gz.tbi' \
  "version VCF_ANNOTATE_DSDSCORE:DSDSCORE_GATHER bcftools $(bcftools --version | sed '1!d; s/.* //')"; do
  grep -qxF "$line" meta.log || { cat meta.log >&2; fail "meta.nf does not say: $line"; }
done

pipeline stub 0 --vcf "$data/patients.vcf.gz" --bundle "$data/simulated.dsd" --rank -stub-run
files stub patients_dsdscore.vcf.gz patients_dsdscore.vcf.gz.tbi patients_ranked.html \
  patients_ranked.json patients_ranked.tsv patients_ranked.vcf.gz versions.yml

if (cd "$root" && need_venv); then
  export PATH=$root/.venv/bin:$PATH
  pipeline score 0 --vcf "$data/patients.vcf.gz" --bundle "$data/simulated.dsd" \
    --models "$data/simulated-*.onnx" --allow_synthetic
  files score bundle_scored.dsd patients_dsdscore.vcf.gz patients_dsdscore.vcf.gz.tbi versions.yml
  dsdscore bundle info score/bundle_scored.dsd >info.txt
  dsdscore score -b "$data/simulated.dsd" -m "$data/simulated-f.onnx" -m "$data/simulated-m.onnx" \
    --provider cpu -o scored.dsd 2>/dev/null
  dsdscore bundle export scored.dsd -o expected.tsv
  dsdscore bundle export score/bundle_scored.dsd -o found.tsv
  cmp -s expected.tsv found.tsv || fail "score gives other scores in Nextflow"
  grep -q '^    onnxruntime: [0-9]' score/versions.yml || fail "versions.yml has no version of ONNX Runtime"
else
  [ -z "${DSDSCORE_REQUIRE_ONNXRUNTIME:-}" ] || die "ONNX Runtime could not be installed into .venv"
  say "NOT RUN: dsdscore/score, for ONNX Runtime could not be installed"
fi

# What must fail, and leave nothing.
pipeline missing 1 --vcf "$data/patients.vcf.gz" --bundle "$data/no-such.dsd"
says missing no-such.dsd
files missing
pipeline damaged 1 --vcf "$data/patients.vcf.gz" --bundle "$data/damaged.dsd"
says damaged 'damaged.dsd is damaged'
files damaged versions.yml
pipeline synthetic 1 --vcf "$data/plain.vcf" --bundle "$data/synthetic.dsd"
says synthetic 'give --allow-synthetic'
files synthetic
run lost 1 "$work/pipeline/tests/lost.nf" --data "$data"
says lost 'the parts have 72 records together, the index of the input has 73'

[ $failed -eq 0 ] || die "$failed checks of plugin/nextflow failed; what the runs left is in $work/run"
say "plugin/nextflow: all checks passed"

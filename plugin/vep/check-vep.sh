#!/usr/bin/env bash
# Runs the plugin in the real VEP and compares its scores with those of `dsdscore annotate`.
#
#   plugin/vep/check-vep.sh DIR [BUNDLE]
#
# DIR has checkouts of Ensembl's ensembl-vep, ensembl, ensembl-io, ensembl-variation and
# ensembl-funcgen, all at release/115. Debian's packages that VEP needs: libdbi-perl
# libdbd-mysql-perl libbio-perl-perl libset-intervaltree-perl libjson-perl libbio-db-hts-perl
# liblist-moreutils-perl libtext-csv-perl, and for --custom tabix. It works offline, on the cache in
# VEP's own tests. BUNDLE is a scored bundle of human genes; without it one is made up from the
# genes of that cache, which needs ONNX Runtime (./test installs it into .venv).
#
# DSDSCORE names the program, `dsdscore` by default.
set -euo pipefail

[ $# -ge 1 ] || { sed -n '2,/^set/{s/^# \{0,1\}//p}' "$0"; exit 2; }
checkouts=$(realpath "$1")
bundle=${2:+$(realpath "$2")}
root=$(realpath "$(dirname "$0")/../..")
dsdscore=$(realpath "$(command -v "${DSDSCORE:-dsdscore}")")
tests=$checkouts/ensembl-vep/t/testdata
PERL5LIB=$(printf '%s:' "$checkouts"/{ensembl-vep,ensembl,ensembl-io,ensembl-variation,ensembl-funcgen}/modules)${PERL5LIB-}
export PERL5LIB
[ ! -d "$root/.venv" ] || PATH=$root/.venv/bin:$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failures=0

say() { printf '== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*"; failures=$((failures + 1)); }
same() { if [ "$2" = "$3" ]; then echo "$1: $2"; else fail "$1: $2, not $3"; fi; }

# vep INPUT OUTPUT OPTION…
vep() {
  perl "$checkouts/ensembl-vep/vep" --offline --cache --dir_cache "$tests/cache" --cache_version 84 \
    --species homo_sapiens --assembly GRCh38 --force_overwrite --no_stats --quiet \
    --dir_plugins "$root/plugin/vep" -i "$1" -o "$2" "${@:3}"
}
filter_vep() { perl "$checkouts/ensembl-vep/filter_vep" "$@"; }
plugin() { printf 'DSDScore,file=%s,allow_synthetic=1%s' "$1" "${2:+,$2}"; }
lines() { grep -vc '^#' "$1" || true; }

make_inputs() {
  cp "$tests/input/test.vcf" small.vcf
  perl -we '
    my @header = ("##fileformat=VCFv4.2", "##contig=<ID=21>", "##contig=<ID=22>",
      (map { "##ALT=<ID=$_,Description=\"$_\">" } qw(DEL DUP INV INS CNV)),
      (map { "##INFO=<ID=$_->[0],Number=1,Type=$_->[1],Description=\"$_->[0]\">" }
        ["END", "Integer"], ["SVTYPE", "String"], ["SVLEN", "Integer"]));
    my $columns = join "\t", "#CHROM", qw(POS ID REF ALT QUAL FILTER INFO);
    open my $many, ">", "many.vcf" or die;
    open my $sv, ">", "sv.vcf" or die;
    print {$_} join("\n", @header, $columns), "\n" for $many, $sv;
    # Several ALTs, insertions, deletions, and far from all genes.
    my @alleles = (["A", "C,G"], ["A", "AT,ATG,C"], ["ACG", "A,ACGT"], ["CA", "C,*"], ["AC", "GT"], ["T", "C,<NON_REF>"]);
    for (my ($at, $i) = (25_000_100, 0); $at < 26_000_000; $at += 1_511, $i++) {
      print {$many} join("\t", 21, $at, "v$i", @{ $alleles[$i % @alleles] }, ".", ".", "."), "\n";
    }
    my @types = ("<DEL>", "<DUP>", "<INV>", "<CNV>", "<INS>", "<DEL>");
    for (my ($at, $i) = (25_010_000, 0); $at < 25_990_000; $at += 9_973, $i++) {
      my $type = $types[$i % @types];
      my $end = $type eq "<INS>" ? $at : $at + (200, 20_000, 150_000)[$i % 3];
      (my $name = $type) =~ tr/<>//d;
      print {$sv} join("\t", 21, $at, "s$i", "N", $type, ".", ".", "SVTYPE=$name;END=$end"), "\n";
    }
    print {$sv} join("\t", 21, 25_995_000, "bnd", "N", "N[22:25500000[", ".", ".", "SVTYPE=BND"), "\n";
  '
}

# Of genes that only some kind of name tells: by all, symbol, HGNC ID, alias. Some have no scores.
make_bundle() {
  say "a bundle of the cache's genes, from made-up expression"
  vep many.vcf genes.tab --tab --symbol --fields SYMBOL,Gene,HGNC_ID
  vep sv.vcf more.tab --tab --symbol --fields SYMBOL,Gene,HGNC_ID
  cat genes.tab more.tab | perl -ne '
    BEGIN { srand 1; print join("\t", qw(gene gene_id hgnc_id synonyms condition cell_type time mean)), "\n" }
    next if /^#/;
    chomp;
    my ($symbol, $id, $hgnc) = map { $_ eq "-" ? "" : $_ } split /\t/;
    next if $symbol eq "" || $seen{$symbol}++;
    my $kind = $n++ % 5;
    next if $kind == 4;
    $hgnc = "" unless $hgnc =~ /^HGNC:/;
    my $names = ([$symbol, $id, $hgnc, ""], [$symbol, "", "", ""],
      $hgnc ne "" ? ["OTHER$n", "ENSG9000000" . sprintf("%04d", $n), $hgnc, ""] : [$symbol, $id, "", ""],
      ["NEW$n", "", "", "WAS$n;$symbol"])[$kind];
    for my $condition ("F", "M") {
      my ($peak, $height) = (int rand 6, rand 30);
      for my $type (qw(germ supporting interstitial endothelial immune)) {
        print join("\t", @$names, $condition, $type, $_, sprintf "%.3f", $height * rand() / (1 + abs($_ - 6 - $peak))), "\n" for 6 .. 11;
      }
    }' > expression.tsv
  "$dsdscore" bundle build --synthetic --table expression.tsv --recipe "$root/examples/recipe.json" -o made-up.dsd
  "$dsdscore" score -b made-up.dsd -m "$root/examples/networks/simulated-f.onnx" -m "$root/examples/networks/simulated-m.onnx"
  bundle=$PWD/made-up.dsd
}

# compare NAME INPUT OPTION…: plugin and annotate on VEP's own output.
compare() {
  vep "$2" out.vcf --vcf --symbol --allele_number --plugin "$(plugin "$PWD/scores.tsv")" "${@:3}"
  "$dsdscore" annotate --allow-synthetic -b "$bundle" out.vcf -o annotated.vcf 2>annotate.err || fail "$1: $(cat annotate.err)"
  printf '%s: ' "$1"
  perl "$root/plugin/vep/compare-scores.pl" <annotated.vcf || fail "$1"
}

check_scores() {
  say "the scores of the plugin and of dsdscore annotate"
  local input
  for input in small many sv; do
    compare "$input.vcf" "$input.vcf"
    compare "$input.vcf --fork 4" "$input.vcf" --fork 4 --buffer_size 20
  done
  compare "--regulatory" many.vcf --regulatory
  compare "--distance 200000" many.vcf --distance 200000
  compare "--pick" many.vcf --pick
  compare "--per_gene" sv.vcf --per_gene
  compare "--minimal" many.vcf --minimal
  compare "--merged" small.vcf --merged --use_given_ref
  compare "--refseq" small.vcf --refseq --use_given_ref
}

# The consequences in an output of any format, a line each, in one order: JSON's keys come in any,
# and --fork may change the order of the lines of a variant.
body() {
  perl -we '
    use JSON;
    my $json = JSON->new->canonical;
    while (<STDIN>) { next if /^#/; s/^(\{.*)/$json->encode($json->decode($1))/e; print }' <"$1" | sort
}

# Each gene with its DSD_M, of an output of any format.
gene_scores() {
  perl -we '
    use JSON;
    my (%of, @names, $is_vcf);
    while (<STDIN>) {
      chomp;
      if (/^##INFO=<ID=CSQ.*Format: ([^"]*)/) { @names = split /\|/, $1; $is_vcf = 1 }
      elsif (/^#Uploaded/) { @names = split /\t/ }
      elsif (/^#/) { next }
      elsif (/^\{/) { $of{ $_->{gene_id} }{ $_->{dsd_m} // "" } = 1 for @{ JSON->new->decode($_)->{transcript_consequences} || [] } }
      elsif ($is_vcf) {
        for my $entry (/CSQ=([^;\t]*)/ ? split /,/, $1 : ()) { my %e; @e{@names} = split /\|/, $entry, -1; $of{ $e{Gene} }{ $e{DSD_M} } = 1 if $e{Gene} ne "" }
      }
      else {
        my %e;
        @e{@names} = split /\t/;
        my ($score) = exists $e{Extra} ? $e{Extra} =~ /(?:^|;)DSD_M=([^;]*)/ : $e{DSD_M};
        $of{ $e{Gene} }{ ($score // "-") eq "-" ? "" : $score } = 1 if $e{Gene} ne "-";
      }
    }
    print join("\t", $_, map { length ? $_ + 0 : "none" } sort keys %{ $of{$_} }), "\n" for sort keys %of' <"$1"
}

check_formats() {
  say "formats, with one process and with four"
  local format table=$PWD/scores.tsv.gz
  for format in vcf tab json vep; do
    local options=(--symbol --plugin "$(plugin "$table")")
    [ $format = vep ] || options+=("--$format")
    vep many.vcf one.$format "${options[@]}"
    vep many.vcf four.$format --fork 4 "${options[@]}"
    if cmp -s <(body one.$format) <(body four.$format); then
      echo "$format: $(lines one.$format) lines, alike"
    else
      fail "$format: --fork 4 gives something else"
    fi
    gene_scores one.$format >$format.genes
    same "$format: genes with DSD_M, of $(grep -c . $format.genes)" "$(grep -vc none $format.genes)" "$(grep -vc none vcf.genes)"
    cmp -s $format.genes vcf.genes || fail "$format: not the scores of vcf"
  done
  cp one.vcf filter.vcf
}

check_filter() {
  say "filter_vep"
  local limit found wanted
  for limit in 50 95; do
    found=$(filter_vep -i filter.vcf --filter "DSD_M_PCT > $limit" -o STDOUT 2>/dev/null | grep -vc '^#' || true)
    wanted=$("$dsdscore" annotate --allow-synthetic -b "$bundle" filter.vcf 2>/dev/null |
      perl -wne 'if (/;DSD_M_PCT=([^;\t]*)/) { $n += grep { $_ > '"$limit"' } (sort { $b <=> $a } grep { $_ ne "." } split /,/, $1)[0] } END { print $n + 0 }')
    same "records with DSD_M_PCT > $limit" "$found" "$wanted"
  done
}

# refused NAME MESSAGE OPTION…: VEP stops, says why, and writes nothing.
refused() {
  rm -f refused.out
  if vep small.vcf refused.out --vcf --plugin "$3" >refused.err 2>&1; then
    fail "$1: VEP exits with 0"
  elif [ -e refused.out ]; then
    fail "$1: there is an output"
  elif ! grep -q "ERROR: DSDScore: .*$2" refused.err; then
    fail "$1: $(cat refused.err)"
  else
    echo "$1: $(grep -o 'ERROR: DSDScore: .*' refused.err | head -1)"
  fi
}

check_refusals() {
  say "what cannot be used stops VEP"
  head -c 3000 scores.tsv >cut.tsv
  head -c $(($(stat -c %s scores.tsv.gz) / 2)) scores.tsv.gz >cut.tsv.gz
  sed '$s/0\./1./' scores.tsv >edited.tsv
  grep -v '^#' scores.tsv >bare.tsv
  : >empty.tsv
  refused "missing" "there is no such file" "DSDScore,file=$PWD/nothing.tsv"
  refused "no file" "no file: give file=" "DSDScore"
  refused "cut" "was cut or edited" "$(plugin "$PWD/cut.tsv")"
  refused "cut gzip" "cannot be decompressed" "$(plugin "$PWD/cut.tsv.gz")"
  refused "edited" "edited or damaged" "$(plugin "$PWD/edited.tsv")"
  refused "without comments" "not a whole table" "$(plugin "$PWD/bare.tsv")"
  refused "empty" "is empty" "$(plugin "$PWD/empty.tsv")"
  refused "a bundle" "is a bundle" "$(plugin "$bundle")"
  refused "unknown field" "no values called 'DSD_X'" "$(plugin "$PWD/scores.tsv" cols=DSD_X)"
  if grep -q '^# synthetic: true' scores.tsv; then
    refused "synthetic" "allow_synthetic=1" "DSDScore,file=$PWD/scores.tsv"
    vep small.vcf out.vcf --vcf --plugin "$(plugin "$PWD/scores.tsv")"
    same "fields called SYNTHETIC" "$(grep -c '^##DSD_.*=SYNTHETIC: ' out.vcf)" "$(grep -c '^##DSD_' out.vcf)"
  fi
}

# --custom gives for each variant the highest score of the genes that it lies in, as annotate -g does.
check_custom() {
  say "vep --custom, and dsdscore annotate -g"
  local key genes=$tests/custom/test.gtf.gz
  for key in DSD_F DSD_M_PCT; do
    "$dsdscore" bundle export "$bundle" --allow-synthetic --format bed -g "$genes" --bed-score $key 2>/dev/null | bgzip >$key.bed.gz
    tabix -f -p bed $key.bed.gz
  done
  vep many.vcf custom.vcf --vcf --minimal --allele_number \
    --custom "file=$PWD/DSD_F.bed.gz,short_name=GENE_F,format=bed,type=overlap,summary_stats=max" \
    --custom "file=$PWD/DSD_M_PCT.bed.gz,short_name=GENE_M_PCT,format=bed,type=overlap,summary_stats=max"
  "$dsdscore" annotate --allow-synthetic -b "$bundle" -s genes -g "$genes" custom.vcf 2>custom.err |
    perl -wne '
      if (/^##INFO=<ID=CSQ.*Format: ([^"]*)/) { my @n = split /\|/, $1; @c{@n} = 0 .. $#n }
      next if /^#/;
      my %i = map { /^([^=]*)=(.*)/ ? ($1, $2) : () } split /;/, (split /\t/)[7];
      # VEP skips records with <NON_REF>, and says so.
      next unless defined $i{CSQ};
      $n++;
      for my $key (qw(DSD_F DSD_M_PCT)) {
        (my $name = $key) =~ s/^DSD/GENE/;
        my ($theirs) = sort { $b <=> $a } grep { length } map { (split /\|/, $_, -1)[$c{$name . "_max"}] } split /,/, $i{CSQ};
        my ($ours) = sort { $b <=> $a } grep { $_ ne "." } split /,/, $i{$key} // "";
        $numbers++ if defined $ours;
        $different++, print STDERR "$key at $_" if ($theirs // "none") ne ($ours // "none") && ($theirs // -1) != ($ours // -1);
      }
      END { printf "%d records, %d numbers, %d different\n", $n // 0, $numbers // 0, $different // 0; exit($different || !$numbers ? 1 : 0) }' ||
    fail "--custom; $(cat custom.err)"
}

make_inputs
[ -n "$bundle" ] || make_bundle
"$dsdscore" bundle export "$bundle" -o scores.tsv
gzip -c scores.tsv >scores.tsv.gz
check_scores
check_formats
check_filter
check_refusals
check_custom
[ "$failures" -eq 0 ] || { say "$failures checks failed"; exit 1; }
say "all checks passed"

#!/usr/bin/env perl
# Compares the plugin's scores with those of dsdscore annotate, ALT by ALT.
#
#   vep ... --vcf --symbol --allele_number --plugin DSDScore,... -o vep.vcf
#   dsdscore annotate ... vep.vcf | compare-scores.pl
#
# Of each ALT, the highest number in its CSQ entries must be the number in INFO, and
# the genes and patterns of the entries those of INFO/DSD. Exits with 1 where one
# differs, or where nothing could be compared.

use strict;
use warnings;

my (@keys, %column, $prefix, @entry);
my %count = map { $_ => 0 } qw(records ALTs scored numbers patterns different);

while (my $line = <STDIN>) {
  chomp $line;
  if ($line =~ /^#/) { read_header($line) }
  else { compare($line) }
}
printf "%s: %s\n", ($count{different} ? 'DIFFERENT' : 'the same'),
  join ', ', map { "$count{$_} $_" } qw(records ALTs scored numbers patterns different);
exit($count{different} || !$count{numbers} ? 1 : 0);

sub read_header {
  my $line = shift;
  if ($line =~ /^##INFO=<ID=CSQ,.*Format: ([^"]*)"/) {
    my @columns = split /\|/, $1;
    %column = map { $columns[$_] => $_ } 0 .. $#columns;
  }
  elsif ($line =~ /^##INFO=<ID=(\w+),.*Format: (Allele\|Consequence\|SYMBOL\|Gene\|[^"]*)".*Source="dsdscore"/) {
    $prefix = $1;
    @entry = split /\|/, $2;
  }
  elsif ($line =~ /^##INFO=<ID=(\w+),Number=A,Type=Float,.*Source="dsdscore"/) {
    push @keys, $1;
  }
  elsif ($line =~ /^#CHROM/) {
    die "no CSQ with ALLELE_NUM\n" unless defined $column{ALLELE_NUM};
    die "no scores of dsdscore annotate\n" unless defined $prefix && @keys;
    my @lacking = grep { !defined $column{$_} } @keys;
    die "CSQ has no @lacking\n" if @lacking;
  }
}

sub compare {
  my @fields = split /\t/, shift;
  my %info = map { /^([^=]*)=(.*)$/ ? ($1 => $2) : ($_ => 1) } split /;/, $fields[7];
  my @alts = split /,/, $fields[4];
  my @csq = map { [split /\|/, $_, -1] } split /,/, ($info{CSQ} || '');
  my $is_scored = 0;
  $count{records}++;
  foreach my $number (1 .. @alts) {
    $count{ALTs}++;
    # VEP numbers both ends of a breakend, which are one ALT.
    my @of_alt = grep { @alts == 1 || $_->[ $column{ALLELE_NUM} ] eq $number } @csq;
    foreach my $key (@keys) {
      my $theirs = highest(map { $_->[ $column{$key} ] } @of_alt);
      my $ours = (split /,/, defined $info{$key} ? $info{$key} : '')[ $number - 1 ];
      $ours = undef if defined $ours && $ours eq '.';
      $is_scored ||= defined $ours;
      $count{numbers}++ if defined $ours;
      differ("$key of ALT $number", $theirs, $ours, @fields)
        unless defined $theirs == defined $ours && (!defined $ours || $theirs == $ours);
    }
  }
  compare_patterns(\%info, \@csq, \@fields);
  $count{scored} += $is_scored;
}

# The set of patterns by gene ID is the same in CSQ and in INFO/DSD.
sub compare_patterns {
  my ($info, $csq, $fields) = @_;
  foreach my $index (grep { $entry[$_] =~ /^Pattern_/ } 0 .. $#entry) {
    (my $key = $entry[$index]) =~ s/^Pattern_(.*)/${prefix}_$1_PATTERN/;
    next unless defined $column{$key};
    my %ours = map { my @e = split /\|/, $_, -1; ("$e[0] $e[$index]" => 1) } split /,/, ($info->{$prefix} || '');
    %ours = map { (split / /, $_, 2)[1] => 1 } keys %ours;
    my %theirs = map { ($_->[ $column{$key} ] => 1) }
      grep { join('', @$_[ map { $column{$_} } @keys ]) ne '' } @$csq;
    $count{patterns} += keys %ours;
    differ($key, join(' ', sort keys %theirs), join(' ', sort keys %ours), @$fields)
      unless join(' ', sort keys %theirs) eq join(' ', sort keys %ours);
  }
}

sub highest {
  my ($highest) = sort { $b <=> $a } grep { defined $_ && length $_ } @_;
  return $highest;
}

sub differ {
  my ($what, $theirs, $ours, @fields) = @_;
  $count{different}++;
  printf STDERR "%s:%s %s>%s: %s is %s by the plugin, %s by annotate\n", @fields[0, 1, 3, 4], $what,
    map { defined $_ ? $_ : 'missing' } $theirs, $ours;
}

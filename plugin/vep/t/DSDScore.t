#!/usr/bin/env perl
# Tests of DSDScore.pm without VEP: perl plugin/vep/t/DSDScore.t

use strict;
use warnings;

use Digest::SHA qw(sha256_hex);
use File::Temp qw(tempdir);
use FindBin;
use IO::Compress::Gzip qw(gzip);
use Test::More;

use lib "$FindBin::Bin/lib", "$FindBin::Bin/..";

use DSDScore;

my $folder = tempdir(CLEANUP => 1);

my %ABOUT = (
  bundle        => 'gonad 1 sha256:00',
  synthetic     => 'false',
  prefix        => 'DSD',
  'condition F' => 'female',
  'condition M' => 'male',
  'model of F'  => 'net 2 sha256:ff',
  atlas         => 'made up',
);

my $HEADER = "symbol\tgene_id\thgnc_id\tDSD_F\tDSD_F_PCT\tDSD_F_PATTERN\tDSD_M\tDSD_M_PCT\tsynonyms\n";

my $ROWS = join '', map { join("\t", @$_) . "\n" } (
  ['SRY',    'ENSG00000184895',            'HGNC:11311', '0.5',  '75', 'banded', '0.99999595', '100', 'TDF|TDY'],
  ['NR5A1',  'ENSG00000136931.5',          'HGNC:7983',  '0.25', '.',  '.',      '0',          '0',   'SF1|FTZF1'],
  ['SF1',    'ENSG00000168066',            '12950',      '.',    '.',  'silent', '0.125',      '12.5', 'ZNF162|MEKK'],
  ['MAP3K1', '.',                          '.',          '1e-7', '.',  '.',      '.',          '.',   'MEKK'],
  ['SHOX',   'ENSG00000185960.15_PAR_Y',   '.',          '.',    '.',  '.',      '0.75',       '.',   '.'],
  ['NONE',   'ENSG00000000009',            '.',          '.',    '.',  'silent', '.',          '.',   '.'],
);

# A table; its digest is right unless comments or rows say otherwise.
sub table {
  my (%with) = @_;
  my $rows = exists $with{rows} ? $with{rows} : $HEADER . $ROWS;
  my %about = (%ABOUT, rows => (($rows =~ tr/\n//) - 1) . ' sha256:' . sha256_hex($rows), %{ $with{about} || {} });
  my $comments = join '', map { "# $_: $about{$_}\n" } grep { defined $about{$_} } sort keys %about;
  return $comments . $rows;
}

my $count = 0;

sub file {
  my $bytes = shift;
  my $path = "$folder/" . ++$count . '.tsv';
  open my $out, '>:raw', $path or die $!;
  print {$out} $bytes;
  close $out or die $!;
  return $path;
}

sub gzipped {
  my $plain = shift;
  gzip(\$plain => \my $bytes) or die;
  return $bytes;
}

sub plugin {
  return DSDScore->new({}, @_);
}

# A consequence of a feature, as VEP has them.
{
  package Consequence;
  sub of { my ($class, $feature) = @_; return bless { feature => $feature }, $class }
  sub feature { return $_[0]->{feature} }
}

sub scores {
  my ($plugin, $symbol, $id, $hgnc_id) = @_;
  my $transcript = { _gene_symbol => $symbol, _gene_stable_id => $id, _gene_hgnc_id => $hgnc_id };
  return $plugin->run(Consequence->of($transcript), {});
}

sub refuses {
  my ($name, $message, @params) = @_;
  my $config = {};
  my $plugin = eval { DSDScore->new($config, @params) };
  ok(!$plugin, "$name: no plugin");
  like($@, qr/^ERROR: DSDScore: /, "$name: says who");
  like($@, $message, "$name: says why");
  ok($config->{safe}, "$name: VEP is to stop");
}

my $file = file(table());
my %SRY = (DSD_F => '0.5', DSD_F_PCT => '75', DSD_F_PATTERN => 'banded', DSD_M => '0.99999595', DSD_M_PCT => '100');

subtest 'VEP is told what the plugin is' => sub {
  my $config = {};
  my $plugin = DSDScore->new($config, "file=$file");
  is_deeply($plugin->feature_types, ['Transcript']);
  is_deeply($plugin->variant_feature_types, ['VariationFeature', 'StructuralVariationFeature']);
  my $header = $plugin->get_header_info;
  is_deeply([sort keys %$header], [sort keys %SRY]);
  is($header->{DSD_F}, 'Score (0-1), female; model net 2 sha256:ff; bundle gonad 1 sha256:00; atlas made up');
  unlike($header->{DSD_M}, qr/SYNTHETIC|net 2/);
  ok(!$config->{safe}, 'a plugin that starts leaves the configuration alone');
};

subtest 'genes are found by each kind of name' => sub {
  my $plugin = plugin("file=$file");
  is_deeply(scores($plugin, 'X', 'ENSG00000184895'), \%SRY, 'by ID');
  is_deeply(scores($plugin, undef, 'ENSG00000184895.9'), \%SRY, 'by ID, whatever its version');
  is(scores($plugin, undef, 'ENSG00000136931')->{DSD_F}, '0.25', 'by ID, whatever the version in the table');
  is_deeply(scores($plugin, 'X', 'ENSG99999999999', 'HGNC:11311'), \%SRY, 'by HGNC ID');
  is_deeply(scores($plugin, 'X', undef, '11311'), \%SRY, 'by HGNC number');
  is(scores($plugin, 'X', undef, 'HGNC:HGNC:12950')->{DSD_M}, '0.125', 'by HGNC ID as RefSeq writes it');
  is_deeply(scores($plugin, 'SRY', 'ENSG99999999999', 'HGNC:1'), \%SRY, 'by symbol');
  is_deeply(scores($plugin, 'TDF', undef), \%SRY, 'by alias');
  is(scores($plugin, 'SF1', undef)->{DSD_M}, '0.125', 'a symbol beats an alias');
  is(scores($plugin, 'SRY', 'ENSG00000136931')->{DSD_F}, '0.25', 'an ID beats a symbol');
  is_deeply(scores($plugin, 'MEKK', undef), {}, 'an alias of two genes means none');
  is_deeply(scores($plugin, 'sry', undef), {}, 'capitals matter');
  is(scores($plugin, 'SHOX', 'ENSG00000185960')->{DSD_M}, '0.75', 'a copy on Y is the gene on X');
  is_deeply(scores($plugin, 'SRY', '6736'), \%SRY, "RefSeq's number is no ID");
  is_deeply(scores($plugin, 'SRY', 'SRY'), \%SRY, 'a symbol in the place of an ID');
  is_deeply(scores($plugin, undef, 'SRY'), \%SRY, 'a symbol in the place of an ID, alone') ;
  is_deeply(scores($plugin, 'ENSG00000184895', undef), \%SRY, 'an ID in the place of a symbol');
};

subtest 'what has no score gets nothing, and 0 is a score' => sub {
  my $plugin = plugin("file=$file");
  is_deeply(scores($plugin, 'NR5A1', undef), { DSD_F => '0.25', DSD_M => '0', DSD_M_PCT => '0' });
  is_deeply(scores($plugin, 'NONE', undef), {}, 'a pattern alone is no score');
  is_deeply(scores($plugin, @$_), {}) for [], ['-', '-'], ['.', '.', '.'], ['', '', ''], ['NOSUCH', 'ENSG1', 'x'];
  is_deeply($plugin->run(Consequence->of(undef), {}), {}, 'no feature');
  my $scores = scores($plugin, 'SRY', undef);
  %$scores = ();
  is_deeply(scores($plugin, 'SRY', undef), \%SRY, "a line's values are its own");
};

subtest 'fields can be chosen and renamed' => sub {
  my $plugin = plugin("file=$file", 'cols=DSD_M:DSD_F_PCT');
  is_deeply([sort keys %{ $plugin->get_header_info }], ['DSD_F_PCT', 'DSD_M']);
  is_deeply(scores($plugin, 'SRY', undef), { DSD_F_PCT => '75', DSD_M => '0.99999595' });
  $plugin = plugin("file=$file", 'prefix=OVARY', 'cols=OVARY_M');
  is_deeply(scores($plugin, 'SRY', undef), { OVARY_M => '0.99999595' });
  is_deeply([keys %{ $plugin->get_header_info }], ['OVARY_M']);
};

subtest 'columns without any value are no fields' => sub {
  (my $rows = $HEADER . $ROWS) =~ s/\t100\t/\t.\t/;
  $rows =~ s/\t0\t0\t/\t0\t.\t/;
  $rows =~ s/\t12\.5\t/\t.\t/;
  my $plugin = plugin('file=' . file(table(rows => $rows)));
  ok(!exists $plugin->get_header_info->{DSD_M_PCT});
  refuses('a field without values', qr/no values called 'DSD_M_PCT': use some of DSD_F, /,
    'file=' . file(table(rows => $rows)), 'cols=DSD_M_PCT');
};

subtest 'gzip and bgzip are read, in several members too' => sub {
  my $table = table();
  is_deeply(scores(plugin('file=' . file(gzipped($table))), 'SRY', undef), \%SRY);
  my $members = gzipped(substr $table, 0, 300) . gzipped(substr $table, 300) . gzipped('');
  is_deeply(scores(plugin('file=' . file($members)), 'SRY', undef), \%SRY);
  my $whole = gzipped($table);
  refuses('cut gzip', qr/cannot be decompressed/, 'file=' . file(substr $whole, 0, length($whole) - 30));
  refuses('a member too few', qr/was cut or edited|not those that were written/, 'file=' . file(gzipped(substr $table, 0, 500)));
  substr($whole, 100, 1) ^= "\x10";
  refuses('damaged gzip', qr/\.tsv: /, 'file=' . file($whole));
};

subtest 'synthetic scores are refused, or called so' => sub {
  my $synthetic = file(table(about => { synthetic => 'true' }));
  refuses('synthetic', qr/synthetic.*allow_synthetic=1/, "file=$synthetic");
  refuses('synthetic, not allowed', qr/allow_synthetic=1/, "file=$synthetic", 'allow_synthetic=0');
  my $plugin = plugin("file=$synthetic", 'allow_synthetic=1');
  like($_, qr/^SYNTHETIC: not a result\. /) for values %{ $plugin->get_header_info };
  is_deeply(scores($plugin, 'SRY', undef), \%SRY);
};

subtest 'parameters that cannot be are refused' => sub {
  refuses('no file', qr/no file: give file=/);
  refuses('no key', qr/key=value/, $file);
  refuses('no value', qr/key=value/, 'file=');
  refuses('unknown', qr/no parameter fil: use allow_synthetic, cols, file, prefix/, "fil=$file");
  refuses('twice', qr/file is given twice/, "file=$file", "file=$file");
  refuses('allow_synthetic', qr/0 or 1, not yes/, "file=$file", 'allow_synthetic=yes');
  refuses('prefix', qr/prefix=1x cannot begin/, "file=$file", 'prefix=1x');
  refuses('cols', qr/no values called 'DSD_X'/, "file=$file", 'cols=DSD_M:DSD_X');
  refuses('no cols', qr/cols names no field/, "file=$file", 'cols=:');
};

subtest 'files that are no whole table are refused' => sub {
  refuses('missing', qr/nothing\.tsv: there is no such file/, "file=$folder/nothing.tsv");
  refuses('folder', qr/is a directory/, "file=$folder");
  refuses('empty', qr/is empty/, 'file=' . file(''));
  refuses('bundle', qr/is a bundle/, 'file=' . file("\x89DSB\r\n\x1a\n\0\0"));
  refuses('something else', qr/no comment says '# bundle/, 'file=' . file("gene\tscore\nSRY\t1\n"));
  for my $key (qw(bundle synthetic prefix rows)) {
    refuses("no $key", qr/no comment says '# $key: /, 'file=' . file(table(about => { $key => undef })));
  }
  refuses('synthetic?', qr/neither true nor false/, 'file=' . file(table(about => { synthetic => 'no' })));
  refuses('rows?', qr/not a number and a digest/, 'file=' . file(table(about => { rows => 'many' })));
  my $table = table();
  refuses('cut after a row', qr/5 rows of genes, but was written with 6/, 'file=' . file($table =~ s/NONE\t.*\n//r));
  refuses('cut within a row', qr/cut or edited|digest/, 'file=' . file(substr $table, 0, -5));
  refuses('only comments', qr/0 rows of genes/, 'file=' . file($table =~ s/^symbol.*//msr));
  refuses('edited', qr/edited or damaged/, 'file=' . file($table =~ s/0\.99999595/0.99999596/r));
  refuses('line ends', qr/damaged|comment says|not a number/, 'file=' . file($table =~ s/\n/\r\n/gr));
  refuses('comment twice', qr/two comments say 'prefix'/, 'file=' . file("# prefix: X\n$table"));
};

subtest 'percentiles by second models are read and named' => sub {
  my $rows = ($HEADER . $ROWS) =~ s/DSD_F_PATTERN/DSD_PCT_F_net.b/r =~ s/\tbanded\t/\t62.5\t/r =~ s/\tsilent\t/\t.\t/gr;
  my %about = ('model of F net.b' => 'net-b 1 sha256:ee', 'worth of F net.b' => 'never evaluated');
  my $plugin = plugin('file=' . file(table(rows => $rows, about => \%about)));
  is(scores($plugin, 'SRY', undef)->{'DSD_PCT_F_net.b'}, '62.5');
  like($plugin->get_header_info->{'DSD_PCT_F_net.b'}, qr/which does not decide, female; model net-b 1 sha256:ee; .*; worth: never evaluated$/);
  refuses('an opinion of no condition', qr/column DSD_PCT_X_net is of no kind/,
    'file=' . file(table(rows => $rows =~ s/PCT_F_net\.b/PCT_X_net/r)));
};

subtest 'tables of other columns and values are refused' => sub {
  my %wrong = (
    'no symbol column' => [qr/no column symbol/,           sub { s/^symbol/name/ }],
    'no synonyms'      => [qr/no column synonyms/,         sub { s/synonyms/x/ }],
    'a column twice'   => [qr/two columns DSD_F/,          sub { s/DSD_F_PCT/DSD_F/ }],
    'unknown column'   => [qr/column DSD_F_NEW is of no kind/, sub { s/DSD_F_PCT/DSD_F_NEW/ }],
    'a foreign prefix' => [qr/column X_F is of no kind/,   sub { s/DSD_F\t/X_F\t/ }],
    'a column too few' => [qr/row 1 has 8 columns, the header 9/, sub { s/\tTDF\|TDY// }],
    'no symbol'        => [qr/row 1 has no symbol/,        sub { s/^SRY\t/.\t/m }],
    'a word'           => [qr/row 1 \(SRY\): DSD_F is 'high', not a number from 0 to 1/, sub { s/\t0\.5\t/\thigh\t/ }],
    'not a number'     => [qr/DSD_F is 'NaN'/,             sub { s/\t0\.5\t/\tNaN\t/ }],
    'too large'        => [qr/DSD_F is '1\.5'/,            sub { s/\t0\.5\t/\t1.5\t/ }],
    'negative'         => [qr/DSD_F is '-0\.5'/,           sub { s/\t0\.5\t/\t-0.5\t/ }],
    'half a number'    => [qr/DSD_F is '0\.'/,             sub { s/\t0\.5\t/\t0.\t/ }],
    'empty'            => [qr/DSD_F is ''/,                sub { s/\t0\.5\t/\t\t/ }],
    'percentile'       => [qr/DSD_F_PCT is '101', not a number from 0 to 100/, sub { s/\t75\t/\t101\t/ }],
    'no scores'        => [qr/no gene has a score/,        sub { $_ = $HEADER . "NONE\t.\t.\t.\t.\tsilent\t.\t.\t.\n" }],
    'no score columns' => [qr/no column is of scores/,     sub { $_ = "symbol\tgene_id\thgnc_id\tsynonyms\nA\t.\t.\t.\n" }],
  );
  for my $name (sort keys %wrong) {
    my ($message, $spoil) = @{ $wrong{$name} };
    local $_ = $HEADER . $ROWS;
    $spoil->();
    isnt($_, $HEADER . $ROWS, "$name: is something else");
    refuses($name, $message, 'file=' . file(table(rows => $_)));
  }
};

done_testing();

=head1 LICENSE

 Licensed under either of Apache License, Version 2.0, or MIT license, at your
 option, as dsdscore is.

=cut

=head1 NAME

DSDScore - add gene-level scores of dsdscore

=head1 SYNOPSIS

 dsdscore bundle export gonad.dsd -o gonad.tsv
 mv DSDScore.pm ~/.vep/Plugins
 ./vep -i variations.vcf --plugin DSDScore,file=/path/to/gonad.tsv
 ./vep -i variations.vcf --vcf --symbol --plugin DSDScore,file=/path/to/gonad.tsv.gz,cols=DSD_M:DSD_M_PCT
 ./filter_vep -i variant_effect_output.txt --filter "DSD_M_PCT > 95"

=head1 DESCRIPTION

 A VEP plugin that adds dsdscore's scores of genes: how much a gene's expression
 in the developing organ looks like that of known disease genes, by a model for
 each condition. They are scores of genes, not of variants: each transcript of a
 gene gets the same.

 The scores come from the table that dsdscore writes of a bundle:

   dsdscore bundle export gonad.dsd -o gonad.tsv

 It may be compressed by gzip or bgzip, and needs no index. Its columns become
 fields of the same names, for a bundle with the prefix DSD and the conditions F
 and M:

   DSD_F, DSD_M           : score, 0 to 1
   DSD_F_PCT, DSD_M_PCT   : its percentile among all genes, 0 to 100
   DSD_F_PATTERN, ...     : class of the expression pattern, level, tau, fraction
                            of expressing cells, detection, cell type and time of
                            the peak, where the bundle has patterns

 A column without any value is no field, and a value that is missing is left out.
 JSON has the names in lower case, as of all plugins.

 A transcript's gene is found as dsdscore annotate finds it: by the Ensembl ID
 without its version, then the HGNC ID, then the symbol, then a previous symbol or
 alias. A name that belongs to several genes finds none. Transcripts of genes
 without a score get nothing, as do intergenic and regulatory consequences.
 Structural variants get the scores of each gene that they hit.

 What made the scores is in the header of the output. Scores that come from
 simulated data are refused without allow_synthetic=1, and then called SYNTHETIC.

 All that can be wrong with the parameters or the table is found before the first
 variant: the table carries the number and the digest of its rows, so one that was
 cut or edited is refused. VEP goes on without a plugin that could not start and
 exits with 0 unless it runs with --safe, which leaves an output without scores.
 This plugin has VEP stop, as with --safe.

 Options are passed to the plugin as key=value pairs:

 file            : (mandatory) table of dsdscore bundle export, compressed or not
 cols            : fields to add, separated by colons; all by default
 prefix          : what the names of fields begin with, instead of the bundle's
                   prefix; with it, the plugin can be named twice for two tables
 allow_synthetic : 1 to accept scores that come from simulated data

 Without the plugin: dsdscore annotate scores the VCF that VEP writes with --vcf
 (run VEP with --symbol), and gives the same scores.

=cut

package DSDScore;

use strict;
use warnings;

use Digest::SHA;
use IO::Uncompress::Gunzip qw($GunzipError);

use Bio::EnsEMBL::Variation::Utils::BaseVepPlugin;

use base qw(Bio::EnsEMBL::Variation::Utils::BaseVepPlugin);

my %PARAMETERS = map { $_ => 1 } qw(file cols prefix allow_synthetic);

# Columns of names; all others are of values.
my %NAMES = map { $_ => 1 } qw(symbol gene_id hgnc_id synonyms);

my $NUMBER = qr/^[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?$/;

# What a column is, by what follows the condition; its largest number, where it
# is of numbers; whether it is a model's.
my $ANY = 9**9**9;
my %KINDS = (
  ''                => { words => 'Score (0-1)', largest => 1, by_model => 1 },
  '_PCT'            => { words => 'Percentile (0-100) of the score among all genes', largest => 100, by_model => 1 },
  '_PATTERN'        => { words => 'Pattern of the expression' },
  '_LEVEL'          => { words => 'Level of the expression', largest => $ANY },
  '_TAU'            => { words => 'Specificity of the expression, tau (0-1)', largest => 1 },
  '_EXPRESSED'      => { words => 'Fraction of cells (0-1) that express the gene', largest => 1 },
  '_DETECTION'      => { words => 'Fraction of cells (0-1) that express the gene where most do', largest => 1 },
  '_PEAK_CELL_TYPE' => { words => 'Cell type in which the expression peaks' },
  '_PEAK_TIME'      => { words => 'Time at which the expression peaks' },
);

# The percentile by a model that does not decide, DSD_PCT_<condition>_<model>: the
# model's name has no _.
my %OPINION = (words => 'Percentile (0-100) among all genes by a second model, which does not decide', largest => 100, by_model => 1);

sub new {
  my $class = shift;

  my $self = $class->SUPER::new(@_);

  eval { $self->_start(); 1 } or $self->_stop($@);

  return $self;
}

sub feature_types {
  return ['Transcript'];
}

sub variant_feature_types {
  return ['VariationFeature', 'StructuralVariationFeature'];
}

sub get_header_info {
  my $self = shift;
  return $self->{header};
}

sub run {
  my ($self, $bvfoa) = @_;

  my $transcript = $bvfoa->feature;
  return {} unless $transcript;

  my $gene = $self->_gene(
    $transcript->{_gene_symbol} || $transcript->{_gene_hgnc},
    $transcript->{_gene_stable_id},
    $transcript->{_gene_hgnc_id},
  );
  return {} unless defined $gene;
  return { %{ $self->{values}->[$gene] } };
}

# VEP warns of a plugin that dies here and exits with 0 after all, its output
# without scores, unless it runs with --safe. Nobody should take that for genes
# without scores.
sub _stop {
  my ($self, $message) = @_;
  $self->{config}->{safe} = 1 if ref($self->{config});
  die "ERROR: DSDScore: $message";
}

sub _start {
  my $self = shift;

  my $given = $self->_parameters();
  my $file = $self->{file} = $given->{file};
  my $table = _read_table($file);
  my $about = _read_provenance($file, $table->{comments});
  _check_whole($file, $about, $table->{rows});
  $self->{is_synthetic} = $about->{synthetic} eq 'true';
  die "$file: the scores are synthetic (made from simulated data or by an untrained network) and "
    . "mean nothing; for a demonstration, give allow_synthetic=1\n"
    if $self->{is_synthetic} && !$given->{allow_synthetic};

  my @header = _split(shift @{ $table->{rows} });
  my @fields = _fields($file, \@header, $about);
  $self->_read_rows($table->{rows}, \@header, \@fields);
  $self->_choose_fields(\@fields, $about, $given);
}

sub _parameters {
  my $self = shift;

  my %given;
  foreach my $parameter (@{ $self->params }) {
    my ($key, $value) = split /=/, $parameter, 2;
    die "cannot read the parameter '" . (defined $parameter ? $parameter : '')
      . "': parameters are key=value, such as file=/path/to/gonad.tsv\n"
      unless defined $value && length $key && length $value;
    die "there is no parameter $key: use " . join(', ', sort keys %PARAMETERS) . "\n"
      unless $PARAMETERS{$key};
    die "the parameter $key is given twice\n" if exists $given{$key};
    $given{$key} = $value;
  }
  die "no file: give file=/path/to/gonad.tsv, which `dsdscore bundle export gonad.dsd -o gonad.tsv` writes\n"
    unless defined $given{file};
  my $allowed = delete $given{allow_synthetic};
  die "allow_synthetic is 0 or 1, not $allowed\n" if defined $allowed && $allowed !~ /^[01]$/;
  $given{allow_synthetic} = $allowed ? 1 : 0;
  die "prefix=$given{prefix} cannot begin a field: use letters, digits and _, not beginning with a digit\n"
    if defined $given{prefix} && $given{prefix} !~ /^[A-Za-z_][A-Za-z0-9_.]*$/;
  return \%given;
}

# The lines of a table: comments and rows.
sub _read_table {
  my $file = shift;

  die "$file: there is no such file\n" unless -e $file;
  die "$file: this is a directory, not a table of `dsdscore bundle export`\n" if -d $file;
  my $bytes = _read_bytes($file);
  die "$file: the file is empty; export the table again\n" unless length $bytes;
  die "$file: this is a bundle; give the table that `dsdscore bundle export` writes of it\n"
    if $bytes =~ /^\x89DSB/;
  my (@comments, @rows);
  foreach my $line (split /(?<=\n)/, $bytes) {
    if (!@rows && $line =~ /^#/) { push @comments, $line }
    else { push @rows, $line }
  }
  return { comments => \@comments, rows => \@rows };
}

sub _read_bytes {
  my $file = shift;

  open my $raw, '<:raw', $file or die "$file: cannot be read: $!\n";
  my $bytes = do { local $/; readline $raw };
  die "$file: cannot be read: $!\n" unless defined $bytes && close $raw;
  return $bytes unless $bytes =~ /^\x1f\x8b/;

  my $plain = '';
  my $gunzip = IO::Uncompress::Gunzip->new(\$bytes, MultiStream => 1);
  my $status = $gunzip ? 1 : -1;
  while ($status > 0) {
    $status = $gunzip->read($plain, 1 << 20, length $plain);
  }
  die "$file: cannot be decompressed ($GunzipError); copy or export it again\n" if $status < 0;
  return $plain;
}

sub _read_provenance {
  my ($file, $comments) = @_;

  my %about;
  foreach my $comment (@$comments) {
    next unless $comment =~ /^# ([^:\n]+): ([^\r\n]*)\r?\n$/;
    die "$file: two comments say '$1'; export the table again\n" if exists $about{$1};
    $about{$1} = $2;
  }
  foreach my $key (qw(bundle synthetic prefix rows)) {
    die "$file: no comment says '# $key: ...', so this is not a whole table of `dsdscore bundle "
      . "export` (of this version); export it again\n"
      unless defined $about{$key};
  }
  die "$file: '# synthetic: $about{synthetic}' is neither true nor false; export the table again\n"
    unless $about{synthetic} =~ /^(?:true|false)$/;
  return \%about;
}

# A table that was cut or edited would lose genes in silence.
sub _check_whole {
  my ($file, $about, $rows) = @_;

  my ($count, $digest) = $about->{rows} =~ /^([0-9]+) sha256:([0-9a-f]{64})$/
    or die "$file: '# rows: $about->{rows}' is not a number and a digest; export the table again\n";
  my $found = @$rows ? @$rows - 1 : 0;
  die "$file: has $found rows of genes, but was written with $count: it was cut or edited; export it again\n"
    unless @$rows && $found == $count;
  my $sha = Digest::SHA->new(256);
  $sha->add(@$rows);
  die "$file: the rows are not those that were written, by their digest: it was edited or damaged; export it again\n"
    unless $sha->hexdigest eq $digest;
}

sub _split {
  my $line = shift;
  $line =~ s/\n$//;
  return split /\t/, $line, -1;
}

# The columns of values: their index, name, and what they are.
sub _fields {
  my ($file, $header, $about) = @_;

  my %count;
  $count{$_}++ for @$header;
  foreach my $name (qw(symbol gene_id hgnc_id synonyms)) {
    die "$file: has no column $name; export the table again by the dsdscore that this plugin came with\n"
      unless $count{$name};
  }
  my ($twice) = grep { $count{$_} > 1 } @$header;
  die "$file: has two columns $twice; export the table again\n" if defined $twice;

  my %conditions = map { /^condition (.*)$/ ? ("$about->{prefix}_$1" => $about->{"condition $1"}) : () } keys %$about;
  my @fields;
  foreach my $index (grep { !$NAMES{ $header->[$_] } } 0 .. $#$header) {
    my $name = $header->[$index];
    # The longest: a condition may be called F_PCT.
    my ($opinion_of, $model) = $name =~ /^\Q$about->{prefix}\E_PCT_(.+)_([0-9A-Za-z.]+)$/;
    if (defined $opinion_of && exists $conditions{"$about->{prefix}_$opinion_of"}) {
      push @fields, {
        %OPINION,
        index     => $index,
        name      => $name,
        is_score  => 0,
        condition => "$opinion_of $model",
        label     => $conditions{"$about->{prefix}_$opinion_of"},
      };
      next;
    }
    my ($start) = sort { length $b <=> length $a }
      grep { index($name, $_) == 0 && $KINDS{ substr $name, length $_ } } keys %conditions;
    die "$file: the column $name is of no kind that this plugin knows; use the plugin of the dsdscore that wrote the table\n"
      unless defined $start;
    my $suffix = substr $name, length $start;
    push @fields, {
      %{ $KINDS{$suffix} },
      index     => $index,
      name      => $name,
      is_score  => $suffix eq '',
      condition => substr($start, 1 + length $about->{prefix}),
      label     => $conditions{$start},
    };
  }
  die "$file: no column is of scores; export the table again\n" unless grep { $_->{is_score} } @fields;
  return @fields;
}

sub _read_rows {
  my ($self, $rows, $header, $fields) = @_;

  my $number = 0;
  my %column = map { $header->[$_] => $_ } 0 .. $#$header;
  my @genes;
  foreach my $row (@$rows) {
    my @row = _split($row);
    my $where = "$self->{file}: row " . ++$number;
    die "$where has " . @row . ' columns, the header ' . @$header . "; export the table again\n"
      unless @row == @$header;
    my %names = map { $_ => _known($row[ $column{$_} ]) } keys %NAMES;
    die "$where has no symbol; export the table again\n" unless length $names{symbol};
    push @genes, \%names;
    push @{ $self->{values} }, _values("$where ($names{symbol})", \@row, $fields);
  }
  my $scored = grep { %$_ } @{ $self->{values} };
  die "$self->{file}: no gene has a score; write scores into the bundle with `dsdscore score`, and export it again\n"
    unless $scored;
  $self->_index(\@genes);
}

# The values of a gene that has a score; none of one without, as in dsdscore
# annotate.
sub _values {
  my ($where, $row, $fields) = @_;

  my (%values, $is_scored);
  foreach my $field (@$fields) {
    my $value = $row->[ $field->{index} ];
    next if $value eq '.';
    die "$where: $field->{name} is '$value', not a number"
      . ($field->{largest} < $ANY ? " from 0 to $field->{largest}" : '') . "; export the table again\n"
      if defined $field->{largest} && !($value =~ $NUMBER && $value <= $field->{largest});
    $values{ $field->{name} } = $value;
    $field->{is_used} = 1;
    $is_scored ||= $field->{is_score};
  }
  return $is_scored ? \%values : {};
}

# Names the fields, keeps those that are asked for, and describes them.
sub _choose_fields {
  my ($self, $fields, $about, $given) = @_;

  my @used = grep { $_->{is_used} } @$fields;
  my %renamed = map { $_->{name} => $_->{name} } @used;
  if (defined $given->{prefix}) {
    my $length = length $about->{prefix};
    $renamed{$_} = $given->{prefix} . substr($_, $length) for keys %renamed;
  }
  my %known = map { $renamed{ $_->{name} } => $_ } @used;
  my @chosen = defined $given->{cols} ? split(/:/, $given->{cols}) : keys %known;
  foreach my $name (@chosen) {
    die "$self->{file}: has no values called '$name': use some of " . join(', ', sort keys %known) . "\n"
      unless $known{$name};
  }
  die "cols names no field\n" unless @chosen;

  my %is_chosen = map { $_ => 1 } @chosen;
  foreach my $values (@{ $self->{values} }) {
    my @kept = grep { $is_chosen{ $renamed{$_} } } keys %$values;
    $values = { map { $renamed{$_} => $values->{$_} } @kept };
  }
  $self->{header} = { map { $_ => $self->_describe($known{$_}, $about) } @chosen };
}

sub _describe {
  my ($self, $field, $about) = @_;

  my @of = ("bundle $about->{bundle}");
  my $model = $about->{"model of $field->{condition}"};
  unshift @of, "model $model" if defined $model && $field->{by_model};
  push @of, "atlas $about->{atlas}" if defined $about->{atlas};
  my $worth = $about->{"worth of $field->{condition}"};
  push @of, "worth: $worth" if defined $worth && $field->{by_model};
  my $synthetic = $self->{is_synthetic} ? 'SYNTHETIC: not a result. ' : '';
  return "$synthetic$field->{words}, $field->{label}; " . join('; ', @of);
}

# An index of genes by each kind of name. A name of several genes means none. The
# copy on Y of a pseudoautosomal gene is the gene on X.
sub _index {
  my ($self, $genes) = @_;

  $self->{genes} = $genes;
  my $is_copy = sub { $genes->[ $_[0] ]->{gene_id} =~ /_PAR_Y$/ };
  my @order = ((grep { !$is_copy->($_) } 0 .. $#$genes), (grep { $is_copy->($_) } 0 .. $#$genes));
  $self->{$_} = {} for qw(by_id by_hgnc by_symbol by_synonym);
  foreach my $gene (@order) {
    my $names = $genes->[$gene];
    my $add = sub {
      my ($kind, $name) = @_;
      return unless defined $name && length $name;
      $self->{$kind}->{$name} = $gene unless exists $self->{$kind}->{$name};
      my $held = $self->{$kind}->{$name};
      $self->{$kind}->{$name} = undef
        if defined $held && $held != $gene && !_are_one($genes->[$held], $names);
    };
    $add->('by_id', _stable_id($names->{gene_id}));
    $add->('by_hgnc', _hgnc_number($names->{hgnc_id}));
    $add->('by_symbol', $names->{symbol});
    $add->('by_synonym', $_) for split /\|/, $names->{synonyms};
  }
}

sub _are_one {
  my ($one, $other) = @_;
  return length $one->{gene_id}
    && _stable_id($one->{gene_id}) eq _stable_id($other->{gene_id})
    && $one->{symbol} eq $other->{symbol};
}

# The gene that a transcript names. The first kind of name that knows it decides.
sub _gene {
  my ($self, $symbol, $id, $hgnc_id) = @_;

  ($symbol, $id, $hgnc_id) = map { _known($_) } $symbol, $id, $hgnc_id;
  # RefSeq's transcripts have NCBI's number in the place of an ID, and a GFF's
  # may have the symbol.
  my $is_foreign = $id eq $symbol || $id !~ /[^0-9]/;
  my $ensembl_id = $is_foreign ? '' : $id;
  if (!length $symbol && !$is_foreign && !_is_ensembl_id($id)) {
    $symbol = $id;
  }
  elsif (!length $ensembl_id && _is_ensembl_id($symbol)) {
    ($ensembl_id, $symbol) = ($symbol, '');
  }

  my $gene = $self->{by_id}->{ _stable_id($ensembl_id) };
  return $gene if defined $gene;
  my $number = _hgnc_number($hgnc_id);
  $gene = $self->{by_hgnc}->{$number} if defined $number;
  return $gene if defined $gene;
  # Where two genes bear the symbol, an alias of a third must not decide.
  return $self->{by_symbol}->{$symbol} if exists $self->{by_symbol}->{$symbol};
  # An alias of one gene is the symbol of another often enough.
  $gene = $self->{by_synonym}->{$symbol};
  return defined $gene && !_contradicts($self->{genes}->[$gene], $ensembl_id, $number) ? $gene : undef;
}

# Whether the strongest kind of identifier that both have says that they are two genes.
sub _contradicts {
  my ($known, $ensembl_id, $number) = @_;
  return _stable_id($known->{gene_id}) ne _stable_id($ensembl_id)
    if length $ensembl_id && length $known->{gene_id};
  my $other = _hgnc_number($known->{hgnc_id});
  return defined $number && defined $other && $number != $other;
}

sub _known {
  my $name = shift;
  return defined $name && $name ne '.' && $name ne '-' ? $name : '';
}

sub _is_ensembl_id {
  return _stable_id($_[0]) =~ /^ENS.*G[0-9]{11}$/;
}

# Without the version and GENCODE's mark of a pseudoautosomal copy:
# ENSG00000182378.15_PAR_Y is ENSG00000182378.
sub _stable_id {
  my $id = shift;
  return $id unless $id =~ /^ENS/;
  $id =~ s/_PAR_Y$//;
  $id =~ s/^([^.]*)\.[0-9_]+$/$1/;
  return $id;
}

# HGNC:11204, 11204 and HGNC:HGNC:11204 are one.
sub _hgnc_number {
  my $id = shift;
  $id =~ s/^(?:HGNC:)+//;
  return $id =~ /^[0-9]+$/ ? $id + 0 : undef;
}

1;

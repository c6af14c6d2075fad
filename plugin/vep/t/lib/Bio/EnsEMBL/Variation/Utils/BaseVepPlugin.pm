package Bio::EnsEMBL::Variation::Utils::BaseVepPlugin;

# What DSDScore.pm needs of Ensembl's class of this name, for tests without VEP.

use strict;
use warnings;

sub new {
  my ($class, $config, @params) = @_;
  return bless { config => $config, params => \@params }, $class;
}

sub params { return $_[0]->{params} }

1;

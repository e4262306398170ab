#!/usr/bin/perl
# The same script by Perl's Asterisk::AGI.
use strict;
use warnings;
use Asterisk::AGI;

my $call = Asterisk::AGI->new;
$call->ReadParse();
$call->answer();
$call->set_variable('SWB_STATUS', 'SUCCESS');

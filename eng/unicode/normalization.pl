#!/usr/bin/env perl
# Writes the normalization data of Unicode 9.0, as perl's own tables have it, for src/Runtime/Core/Tokenization/Normalization:
#   perl eng/unicode/normalization.pl > src/Runtime/Core/Tokenization/Normalization/unicode-9.0.txt
# What is normative of it never changes for a character once encoded (https://www.unicode.org/policies/stability_policy.html),
# so later tables cut at that version are its tables.
use strict;
use warnings;
use Unicode::Normalize qw(getCombinClass getCanon getCompat getComposite NFC NFD);

print "# Unicode 9.0, made by eng/unicode/normalization.pl; hexadecimal but for the class.\n";
print "# c first last class: combining class | d character parts: decomposition | e character parts: decomposition that is never composed again | k character parts: compatibility decomposition, whole\n";

my ($first, $last, $class) = (0, -1, 0);
sub flush_class { printf "c %X %X %d\n", $first, $last, $class if $class; }

my (@decompositions, @compatible);
for my $code (0 .. 0x10FFFF) {
    next if ($code >= 0xD800 && $code <= 0xDFFF) || ($code >= 0xAC00 && $code <= 0xD7A3);
    my $char = chr $code;
    my $known = $char =~ /\p{In=9.0}/;
    my $own = $known ? getCombinClass($code) : 0;
    if ($own != $class || $code != $last + 1) {
        flush_class();
        ($first, $class) = ($code, $own);
    }
    $last = $code;

    next unless $known;
    my $compatible = getCompat($code);
    push @compatible, sprintf("k %X %s\n", $code, join ' ', map { sprintf '%X', ord } split //, $compatible)
        if defined $compatible && $compatible ne (getCanon($code) // $char);

    my $parts = getCanon($code);
    next unless defined $parts && $parts ne $char;

    # One step: a pair that composes to the character, where there is one.
    my $kind = NFC($char) eq $char ? 'd' : 'e';
    if ($kind eq 'd') {
        my @all = split //, $parts;
        my $tail = pop @all;
        my $head = NFC(join '', @all);
        $parts = $head . $tail;
        die sprintf("%X", $code) unless length($head) == 1 && getComposite(ord $head, ord $tail) == $code;
    }
    push @decompositions, sprintf("%s %X %s\n", $kind, $code, join ' ', map { sprintf '%X', ord } split //, $parts);
}
flush_class();
print @decompositions, @compatible;

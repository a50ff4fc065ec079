using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Modelwright.Runtime;
using Modelwright.Runtime.Constraints;

namespace Modelwright.Chat.Tests;

/// <content>What is no regular expression here, and where it is not.</content>
public partial class PatternTests
{
    [Theory]
    [InlineData("a)", 1, "a ')' without its '('")]
    [InlineData("(a", 2, "a '(' without its ')'")]
    [InlineData("(a|b", 4, "a '(' without its ')'")]
    [InlineData("[a", 2, "a '[' without its ']'")]
    [InlineData("[a-", 3, "a '[' without its ']'")]
    [InlineData("[", 1, "a '[' without its ']'")]
    [InlineData("[^", 2, "a '[' without its ']'")]
    [InlineData("*a", 0, "'*', which means nothing there or is not enforced")]
    [InlineData("+", 0, "'+', which means nothing there or is not enforced")]
    [InlineData("a|?", 2, "'?', which means nothing there or is not enforced")]
    [InlineData("{2}", 0, "'{', which means nothing there or is not enforced")]
    [InlineData("a}", 1, "'}', which means nothing there or is not enforced")]
    [InlineData("a]", 1, "']', which means nothing there or is not enforced")]
    [InlineData("a^", 1, "'^', which means nothing there or is not enforced")]
    [InlineData("(^a)", 1, "'^', which means nothing there or is not enforced")]
    [InlineData("a$b", 1, "'$', which means nothing there or is not enforced")]
    [InlineData("(a$)", 2, "'$', which means nothing there or is not enforced")]
    [InlineData("(a$|b)", 2, "'$', which means nothing there or is not enforced")]
    [InlineData("a{1001}", 1, "the quantifier {1001}")]
    [InlineData("a{2,1}", 1, "the quantifier {2,1}")]
    [InlineData("a{}", 1, "the quantifier {}")]
    [InlineData("a{,2}", 1, "the quantifier {,2}")]
    [InlineData("a{1,2,3}", 1, "the quantifier {1,2,3}")]
    [InlineData("a{1,x}", 1, "the quantifier {1,x}")]
    [InlineData("a{1,1001}", 1, "the quantifier {1,1001}")]
    [InlineData("a{-1}", 1, "the quantifier {-1}")]
    [InlineData("a{ 1}b", 1, "the quantifier { 1}")]
    [InlineData("a{1", 1, "the quantifier {1")]
    [InlineData("(?=a)", 2, "a group that looks ahead, looks behind, or changes options")]
    [InlineData("(?!a)", 2, "a group that looks ahead, looks behind, or changes options")]
    [InlineData("(?<=a)", 2, "a group that looks ahead, looks behind, or changes options")]
    [InlineData("(?<!a>)", 2, "a group that looks ahead, looks behind, or changes options")]
    [InlineData("(?<a", 2, "a group that looks ahead, looks behind, or changes options")]
    [InlineData("(?<", 2, "a group that looks ahead, looks behind, or changes options")]
    [InlineData("(?", 2, "a group that looks ahead, looks behind, or changes options")]
    [InlineData("(?i)a", 2, "a group that looks ahead, looks behind, or changes options")]
    [InlineData("\\", 1, "a '\\' at the end")]
    [InlineData("[\\", 2, "a '\\' at the end")]
    [InlineData("\\1", 2, "'\\1'")]
    [InlineData("\\b", 2, "'\\b'")]
    [InlineData("a\\Bc", 3, "'\\B'")]
    [InlineData("\\k<a>", 2, "'\\k'")]
    [InlineData("[\\p]", 3, "'\\p'")]
    [InlineData("\\x4", 2, "an escape without its digits, or one for half a character")]
    [InlineData("\\x4g", 2, "an escape without its digits, or one for half a character")]
    [InlineData("\\u123", 2, "an escape without its digits, or one for half a character")]
    [InlineData("\\uD800", 2, "an escape without its digits, or one for half a character")]
    [InlineData("\\udfff", 2, "an escape without its digits, or one for half a character")]
    [InlineData("[c-a]", 4, "a range whose ends are no characters in order")]
    [InlineData("[a-\\d]", 5, "a range whose ends are no characters in order")]
    [InlineData("[\\d-z]", 5, "a range whose ends are no characters in order")]
    public void What_is_not_regular_is_refused_at_its_place(string pattern, int at, string found)
    {
        foreach (Action parse in new Action[] { () => OutputConstraint.Regex(pattern), () => new PatternParser(pattern, CodePointSet.ToUtf8).ParseAnywhere() })
        {
            ConstraintException error = Assert.Throws<ConstraintException>(parse);

            Assert.Equal($"character {at} of the pattern {pattern}", error.Place);
            Assert.Equal(found, error.Found);
            Assert.Equal("a regular expression of literals, classes, groups, alternatives, quantifiers up to 1000, and anchors at its ends", error.Wanted);
        }
    }

    [Fact]
    public void Groups_nested_too_deep_are_refused() =>
        Assert.Equal("groups nested too deep", Assert.IsType<ConstraintException>(SmallStack.Catch(static () => OutputConstraint.Regex(new string('(', 10_000)))).Found);

    [Fact]
    public void Half_a_character_is_none()
    {
        What_is_not_regular_is_refused_at_its_place("a\ud83d", 1, "half a character");
        What_is_not_regular_is_refused_at_its_place("[\ude00]", 1, "half a character");
    }
}

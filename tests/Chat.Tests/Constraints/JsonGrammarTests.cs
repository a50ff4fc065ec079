using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using Modelwright.Runtime;
using Modelwright.Runtime.Constraints;

namespace Modelwright.Chat.Tests;

/// <summary>JSON as answers may write it: white space, strings, numbers, lists, and how deep.</summary>
public class JsonGrammarTests
{
    private static readonly OutputConstraint Any = Fitting.Schema("true");

    [Theory]
    [InlineData("null|true|false|\"\"|0|[]|{}|[ ]|{ }|[\n]|{\n\t }", "|nul|True|'x'|[|{|]|undefined| 1|1 ")]
    [InlineData("0|-0|7|-12|123456789012345|-123456789012345|0.5|-0.000001|1.123456|0.0|10", "01|-|1.|.5|+1|1e5|1234567890123456|0.1234567|--1|1.0.0|00|0x1")]
    [InlineData("[1]|[1, 2]|[1,2]|[1,\n  2]|[ 1 ]|[[1], [2]]|[null, true, {}]", "[1  ,2]|[,]|[1,]|[1 , 2]|[1,  2]|[1 2]|[1|[\r]|[\t1]")]
    [InlineData("{\"a\":1}|{\"a\": 1, \"b\":[]}|{ \"\": {} }|{\n \"a\":\n  1,\n \"b\": 2\n}|{\"a\":1,\"a\":2}", "{a:1}|{\"a\"}|{\"a\" :1}|{\"a\":}|{\"a\":1,}|{,}|{1:1}|{\"a\":  1}")]
    [InlineData("\"aé€\U0001F600/'\"|\"\\\"\\\\\\b\\f\\n\\r\\t\"|\"\\u0000\\u001f\\u000b\"|\"\u007f\"", "\"\"\"|\"\\\"|\"\\/\"|\"\\u0041\"|\"\\u001F\"|\"\\u0008\"|\"\\u000a\"|\"\n\"|\"\u001f\"|\"\\x\"|\"a")]
    public void Any_value_is_JSON(string good, string bad) => Fitting.Check(Any, good, bad);

    [Fact]
    public void White_space_has_an_end()
    {
        Assert.True(Any.Fits("{\n" + new string(' ', 24) + "}"));
        Assert.True(Any.Fits("{\n" + new string('\t', 24) + "}"));
        Assert.False(Any.Fits("{\n" + new string(' ', 25) + "}"));
        Assert.False(Any.Fits("{\n\n}") || Any.Fits("{  }"));
    }

    [Fact]
    public void Values_are_nested_eight_deep()
    {
        Assert.True(Any.Fits(new string('[', 7) + "1" + new string(']', 7)));
        Assert.False(Any.Fits(new string('[', 8) + new string(']', 8)));
        Assert.True(Any.Fits(Nested("{\"a\":", "1", "}", 7)));
        Assert.False(Any.Fits(Nested("{\"a\":", "{}", "}", 7)));
        Assert.True(OutputConstraint.JsonObject().Fits(Nested("{\"a\":", "1", "}", 8)));
        Assert.False(OutputConstraint.JsonObject().Fits(Nested("{\"a\":", "{}", "}", 8)));
        Fitting.Check(OutputConstraint.JsonObject(), "{}|{\"a\":1}|{ \"a\": [1], \"b\":null }", "[]|1|\"\"|null");

        static string Nested(string open, string inside, string close, int levels) => string.Concat(Enumerable.Repeat(open, levels)) + inside + string.Concat(Enumerable.Repeat(close, levels));
    }

    /// <summary>Every whole number and every decimal near two ends, spelled as JSON does.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 9, 0)]
    [InlineData(1, 10, 0)]
    [InlineData(5, 123, 0)]
    [InlineData(99, 101, 0)]
    [InlineData(110, 119, 0)]
    [InlineData(118, 232, 0)]
    [InlineData(100, 999, 0)]
    [InlineData(-7, -3, 0)]
    [InlineData(-120, 15, 0)]
    [InlineData(-1, 0, 0)]
    [InlineData(-20, -1, 0)]
    [InlineData(0, 5, 1)]
    [InlineData(3, 27, 1)]
    [InlineData(-15, 104, 1)]
    [InlineData(7, 130, 2)]
    [InlineData(-130, -101, 2)]
    [InlineData(95, 105, 2)]
    [InlineData(0, 0, 2)]
    public void Digits_are_those_of_the_numbers_between(int low, int high, int decimals)
    {
        OutputConstraint constraint = new(DigitRanges.Of(low, high, decimals));
        for (int number = -1300; number <= 1300; number++)
        {
            string text = Spell(number, decimals);
            Assert.True(constraint.Fits(text) == (number >= low && number <= high), text);
            Assert.False(constraint.Fits("0" + text));
        }

        Assert.False(constraint.Fits("-" + Spell(0, decimals)) || constraint.Fits("") || constraint.Fits("-"));

        static string Spell(int number, int decimals)
        {
            string digits = Math.Abs(number).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
            return (number < 0 ? "-" : "") + (decimals == 0 ? digits : digits[..^decimals] + "." + digits[^decimals..]);
        }
    }

    [Fact]
    public void Long_numbers_are_no_harder()
    {
        BigInteger low = BigInteger.Parse("123456789012345678901234567890", CultureInfo.InvariantCulture), high = low + 1111;
        OutputConstraint constraint = new(DigitRanges.Of(low, high, 0));

        Assert.Equal([false, true, true, true, false], new[] { low - 1, low, low + 500, high, high + 1 }.Select(number => constraint.Fits(number.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>What JSON's numbers with up to some decimals satisfy a schema's ends.</summary>
    [Theory]
    [InlineData("\"minimum\":-2,\"maximum\":3", -2, 3, false, false)]
    [InlineData("\"exclusiveMinimum\":-2,\"exclusiveMaximum\":3", -2, 3, true, true)]
    [InlineData("\"minimum\":0.5,\"maximum\":2.25", 0.5, 2.25, false, false)]
    [InlineData("\"exclusiveMinimum\":0.5,\"exclusiveMaximum\":2.25", 0.5, 2.25, true, true)]
    [InlineData("\"minimum\":-1.5,\"exclusiveMaximum\":-0.25", -1.5, -0.25, false, true)]
    [InlineData("\"minimum\":1,\"exclusiveMinimum\":0,\"maximum\":2,\"exclusiveMaximum\":3", 1, 2, false, false)]
    [InlineData("\"minimum\":1,\"exclusiveMinimum\":1,\"maximum\":3,\"exclusiveMaximum\":3", 1, 3, true, true)]
    [InlineData("\"minimum\":0,\"exclusiveMinimum\":1,\"maximum\":4,\"exclusiveMaximum\":3", 1, 3, true, true)]
    [InlineData("\"minimum\":1.50", 1.5, 1e9, false, false)]
    [InlineData("\"exclusiveMaximum\":0.10", -1e9, 0.1, false, true)]
    public void A_number_lies_between_its_ends(string ends, double low, double high, bool openLow, bool openHigh)
    {
        foreach (string type in new[] { "number", "integer" })
        {
            OutputConstraint constraint = Fitting.Schema($$"""{"type":"{{type}}",{{ends}}}""");
            foreach (decimal number in Enumerable.Range(-400, 801).Select(static n => n / 100m).Concat([9999, -9999, 0.001m, -0.001m, 0.501m, 2.249m]))
            {
                double value = (double)number;
                bool inside = (openLow ? value > low : value >= low) && (openHigh ? value < high : value <= high);
                bool whole = number == decimal.Truncate(number);
                string text = number.ToString("0.###", CultureInfo.InvariantCulture);
                Assert.True(constraint.Fits(text) == (inside && (whole || type == "number")), $"{type} {text}");
                Assert.Equal(type == "number" && inside && whole && number >= 0, whole && number >= 0 && constraint.Fits(text + ".0"));
            }
        }
    }

    [Theory]
    [InlineData("\"type\":\"integer\"", "0|-0|999999999999999|-999999999999999|12", "1000000000000000|1.0|01")]
    [InlineData("\"type\":\"number\"", "0|-1.5|999999999999999.999999|0.0", "1000000000000000|1.0000001|01")]
    [InlineData("\"type\":\"integer\",\"minimum\":5", "5|999999999999999", "4|1000000000000000|5.0")]
    [InlineData("\"type\":\"integer\",\"maximum\":5", "5|0|-999999999999999", "6|-1000000000000000")]
    [InlineData("\"type\":\"number\",\"maximum\":5", "5|-0.5|4.999|-999999999999999|-999999999999999.000", "5.001|-999999999999999.001|-1000000000000000")]
    [InlineData("\"type\":\"number\",\"minimum\":5", "5|5.001|5.000|999999999999999.000", "4.999|5.0001|1000000000000000|999999999999999.001")]
    [InlineData("\"minimum\":0.12345678,\"maximum\":0.2", "0.12345678|0.123456780|0.2|0.200000000", "0.1234567800|0.12345677|0.2000000000")]
    [InlineData("\"type\":\"number\",\"minimum\":0.12,\"maximum\":0.2", "0.12|0.12000|0.19999", "0.120000|0.11999")]
    [InlineData("\"type\":\"number\",\"exclusiveMinimum\":0,\"exclusiveMaximum\":1", "0.001|0.5|0.999", "0|1|0.000|1.000|0.0001")]
    [InlineData("\"type\":\"integer\",\"minimum\":-999999999999999,\"maximum\":-999999999999998", "-999999999999999|-999999999999998", "-999999999999997|0")]
    [InlineData("\"multipleOf\":1", "0|7|-12|100", "01|-01|1.0|")]
    [InlineData("\"type\":\"number\",\"multipleOf\":1000", "0|1000|-25000|12345000", "1|100|1001|01000")]
    [InlineData("\"multipleOf\":6", "0|6|12|-18|600|66666", "3|13|-16|06|5|-")]
    [InlineData("\"multipleOf\":5,\"minimum\":-7,\"maximum\":11", "-5|0|5|10", "-10|15|1|-0|05")]
    [InlineData("\"multipleOf\":5,\"minimum\":-10,\"maximum\":10", "-10|-5|0|5|10", "15|-15")]
    [InlineData("\"multipleOf\":5,\"exclusiveMinimum\":-10,\"exclusiveMaximum\":10", "-5|0|5", "-10|10")]
    [InlineData("\"multipleOf\":5,\"exclusiveMinimum\":-10.5,\"exclusiveMaximum\":10.5", "-10|-5|0|5|10", "-15|15")]
    [InlineData("\"multipleOf\":5,\"minimum\":4.5,\"maximum\":10.9", "5|10", "0|15")]
    [InlineData("\"multipleOf\":5,\"exclusiveMinimum\":4.5,\"exclusiveMaximum\":9.5", "5", "0|10")]
    public void Numbers_are_as_long_as_they_may_be(string keywords, string good, string bad) => Fitting.Check(Fitting.Schema($"{{{keywords}}}"), good, bad);

    [Fact]
    public void A_thousand_multiples_are_the_most()
    {
        Assert.True(Fitting.Schema("""{"multipleOf":2,"minimum":2,"maximum":2000}""").Fits("2000"));
        Assert.True(Fitting.Schema("""{"multipleOf":2,"minimum":0,"exclusiveMaximum":2000}""").Fits("1998"));
        ConstraintException error = Assert.Throws<ConstraintException>(() => Fitting.Schema("""{"multipleOf":2,"minimum":0,"maximum":2000}"""));
        Assert.Equal(("#", "more than 1000 multiples", "fewer, or no ends"), (error.Place, error.Found, error.Wanted));
    }

    [Theory]
    [InlineData("", "[]|[1]|[1,1]|[1,1,1,1,1]|[ ]|[ 1 ]", "[null]|1")]
    [InlineData("\"minItems\":0", "[]|[1]|[1, 1]", "[\"\"]")]
    [InlineData("\"minItems\":1", "[1]|[1,1]", "[]|[ ]")]
    [InlineData("\"minItems\":3", "[1,1,1]|[1, 1, 1,\n1]", "[]|[1]|[1,1]")]
    [InlineData("\"maxItems\":0", "[]|[ ]", "[1]|[,]|[1,1]")]
    [InlineData("\"maxItems\":1", "[]|[1]", "[1,1]")]
    [InlineData("\"minItems\":2,\"maxItems\":3", "[1,1]|[1,1,1]", "[1]|[]|[1,1,1,1]")]
    [InlineData("\"minItems\":2,\"maxItems\":2", "[1,1]", "[1]|[]|[1,1,1]")]
    [InlineData("\"prefixItems\":[{\"const\":\"a\"}]", "[\"a\"]|[\"a\", 1]|[\"a\",1,1]", "[]|[1]|[\"a\"1]|[\"a\",\"a\"]")]
    [InlineData("\"prefixItems\":[{\"const\":\"a\"},{\"const\":null}]", "[\"a\",null]|[ \"a\", null,1,1 ]", "[\"a\"]|[]|[null,\"a\"]")]
    [InlineData("\"prefixItems\":[{\"const\":\"a\"}],\"minItems\":2", "[\"a\",1]|[\"a\",1,1]", "[\"a\"]|[]")]
    [InlineData("\"prefixItems\":[{\"const\":\"a\"}],\"maxItems\":2", "[\"a\"]|[\"a\",1]", "[\"a\",1,1]|[]")]
    [InlineData("\"prefixItems\":[{\"const\":\"a\"},{\"const\":\"b\"}],\"maxItems\":1", "[\"a\"]", "[]|[\"a\",\"b\"]|[\"a\",1]")]
    [InlineData("\"prefixItems\":[{\"const\":\"a\"}],\"minItems\":1,\"maxItems\":1", "[\"a\"]", "[]|[\"a\",1]")]
    public void A_list_has_so_many_items(string keywords, string good, string bad) =>
        Fitting.Check(Fitting.Schema($$"""{"type":"array","items":{"const":1}{{(keywords.Length > 0 ? "," : "")}}{{keywords}}}"""), good, bad);

    [Theory]
    [InlineData("{\"type\":\"array\",\"items\":false}", "[]|[ ]", "[1]")]
    [InlineData("{\"type\":\"array\",\"items\":true}", "[]|[1,\"x\"]", "{}")]
    [InlineData("{\"prefixItems\":[{\"const\":1}],\"items\":false}", "[1]", "[]|[1,1]")]
    [InlineData("{\"prefixItems\":[{\"const\":1}],\"items\":false,\"maxItems\":3}", "[1]", "[]|[1,1]")]
    [InlineData("{\"prefixItems\":[{\"const\":1}],\"items\":false,\"minItems\":1}", "[1]", "[]|[1,1]")]
    [InlineData("{\"prefixItems\":[{\"const\":1}]}", "[1]|[1,\"x\"]|[1,null,{}]", "[]|[2]")]
    [InlineData("{\"items\":{\"type\":\"boolean\"}}", "[]|[true,false]", "[1]|true")]
    public void What_follows_a_lists_first_items_is_said(string schema, string good, string bad) => Fitting.Check(Fitting.Schema(schema), good, bad);

    [Theory]
    [InlineData("{\"minLength\":2}", "\"ab\"|\"abc\"|\"é€\"|\"\\n\\\"\"", "\"\"|\"a\"|\"\U0001F600\"|ab")]
    [InlineData("{\"maxLength\":2}", "\"\"|\"a\"|\"\U0001F600€\"", "\"abc\"")]
    [InlineData("{\"minLength\":1,\"maxLength\":2}", "\"a\"|\"ab\"", "\"\"|\"abc\"")]
    [InlineData("{\"maxLength\":0}", "\"\"", "\"a\"")]
    [InlineData("{\"type\":\"string\"}", "\"\"|\"abc\"", "1|null|abc")]
    [InlineData("{\"pattern\":\"^[\\\"\\\\\\\\\\n]$\"}", "\"\\\"\"|\"\\\\\"|\"\\n\"", "\"\"|\"n\"|\"\"\"")]
    [InlineData("{\"pattern\":\"^[\\\\u0000-\\\\u001f\\\"#]$\"}", "\"\\u0000\"|\"\\n\"|\"\\u001f\"|\"\\\"\"|\"#\"", "\"\\u0020\"|\"\\u0023\"|\"\\u0041\"|\" \"|\"$\"")]
    [InlineData("{\"format\":\"time\"}", "\"00:00:00Z\"|\"23:59:59.123456+12:59\"|\"19:09:30-00:00\"", "\"24:00:00Z\"|\"23:60:00Z\"|\"00:00:00\"|\"00:00:00.Z\"|\"00:00:00.1234567Z\"|\"00:00:00+13:00\"")]
    [InlineData("{\"format\":\"uuid\"}", "\"01234567-89ab-cdef-0123-456789abcdef\"", "\"01234567-89AB-cdef-0123-456789abcdef\"|\"0123456789abcdef0123456789abcdef\"|\"01234567-89ab-cdef-0123-456789abcde\"")]
    [InlineData("{\"format\":\"email\"}", "\"a@b.co\"|\"a_1.b@c1.d.e.org\"", "\"a@b\"|\"@b.co\"|\"a@.co\"|\"a.@b.co\"|\"a@b.c\"")]
    [InlineData("{\"format\":\"ipv4\"}", "\"0.0.0.0\"|\"255.249.199.99\"|\"1.10.100.250\"", "\"256.0.0.0\"|\"1.2.3\"|\"01.2.3.4\"|\"1.2.3.4.5\"|\"260.1.1.1\"")]
    [InlineData("{\"format\":\"uri\"}", "\"http://a.bc\"|\"https://a-b.c.d/e/F_~-.9/\"", "\"ftp://a.b\"|\"http://a\"|\"http:/a.b\"|\"https://a.b/ \"")]
    public void A_string_is_held_to_its_keywords(string schema, string good, string bad) => Fitting.Check(Fitting.Schema(schema), good, bad);
}

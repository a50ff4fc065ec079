using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Json.Schema;
using Modelwright.Runtime;
using Modelwright.Tests;

namespace Modelwright.Chat.Tests;

/// <summary>Answers held to a form: which texts fit, and that whatever a model prefers, what it finishes fits.</summary>
public class OutputConstraintTests
{
    private const int Schemas = 1000;

    private static readonly HuggingFaceTokenizer Small = HuggingFaceTokenizer.Load(Path.Combine(Repository.Root, "tests", "goldens", "tokenizer", "tokenizer.json"));

    /// <summary>A thousand schemas, each with a model of its own.</summary>
    [Fact]
    public async Task What_a_random_model_finishes_fits_a_random_schema()
    {
        int end = Small.SpecialTokens.Values.First();
        (int finished, int cut) = (0, 0);
        EvaluationOptions formats = new() { RequireFormatValidation = true };
        await Parallel.ForEachAsync(Enumerable.Range(0, Schemas), async (seed, cancel) =>
        {
            string schema = new RandomSchema(seed).Next().ToJsonString();
            using RandomModel model = new(Small, (ulong)seed + 1, end);
            (string text, StopReason reason) = await Generate(model, OutputConstraint.JsonSchema(JsonElement.Parse(schema)), (ulong)seed);
            if (reason != StopReason.EndToken)
            {
                System.Threading.Interlocked.Increment(ref cut);
                return;
            }

            System.Threading.Interlocked.Increment(ref finished);
            using JsonDocument document = JsonDocument.Parse(text);
            Assert.True(Json.Schema.JsonSchema.FromText(schema).Evaluate(document.RootElement, formats).IsValid, $"seed {seed}: {text}\n{schema}");
        });

        Assert.True(finished > 9 * Schemas / 10, $"{finished} finished, {cut} cut");
    }

    [Theory]
    [InlineData("[a-c]+\\d{2,3}", "ab12 c123 a00", "ab1 ab1234 d12 12")]
    [InlineData("^(?:yes|no)$", "yes no", "y yesno YES")]
    [InlineData("[^x]\\.?", "ä é. \U0001F600. a", "x ab")]
    [InlineData("(a|b)*c", "c abac bbc", "ab d")]
    [InlineData("\\u00e9\\x41[\\w-]", "éA- éA_ éAb", "éA eA- éA!")]
    public void A_pattern_takes_what_it_matches(string pattern, string good, string bad)
    {
        OutputConstraint constraint = OutputConstraint.Regex(pattern);

        Assert.All(good.Split(' '), text => Assert.True(Fits(constraint, text), text));
        Assert.All(bad.Split(' '), text => Assert.False(Fits(constraint, text), text));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer","minimum":-5,"maximum":12},"b":{"type":"string"}},"required":["a"]}""",
        """{"a": -5}|{"a":12,"b":"ü\n\"\\"}|{ "a": 0 }""", """{"a":13}|{"a":-6}|{"b":"x"}|{"a":1,}|{"a":01}|{"a":1,"c":1}|{"a":1""")]
    [InlineData("""{"type":"number","exclusiveMinimum":0.25,"maximum":1.5}""", "0.3|1|1.5|1.49|0.251", "0.25|0|1.51|2|-1|.5|1.")]
    [InlineData("""{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}},"required":["next"]}}}""",
        """{"next":null}|{"next":{"next":{"next":null}}}""", """{}|{"next":1}|{"next":{}}""")]
    [InlineData("""{"type":"integer","multipleOf":7}""", "0|7|-14|700", "1|8|007")]
    [InlineData("""{"type":["string","null"],"maxLength":2}""", "null|\"ab\"|\"\\n\\n\"|\"\U0001F600\U0001F600\"", "\"abc\"|1")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2026-12-31\"|\"2024-02-29\"|\"2000-02-29\"|\"1999-04-30\"|\"2026-01-01\"", "\"2026-02-29\"|\"1900-02-29\"|\"2026-04-31\"|\"2026-13-01\"|\"2026-00-10\"|\"2026-10-00\"|\"2026-1-1\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-11-30T23:59:59Z\"|\"2024-02-29T00:00:00.5+01:00\"", "\"2023-02-29T00:00:00Z\"|\"2026-11-30\"|\"2026-11-30T24:00:00Z\"")]
    [InlineData("true", "1|\"x\"|[{\"a\":[null]}]", "x|[1,]|{a:1}")]
    public void A_schema_takes_what_it_allows(string schema, string good, string bad)
    {
        OutputConstraint constraint = OutputConstraint.JsonSchema(JsonElement.Parse(schema));

        Assert.All(good.Split('|'), text => Assert.True(Fits(constraint, text), text));
        Assert.All(bad.Split('|'), text => Assert.False(Fits(constraint, text), text));
    }

    [Theory]
    [InlineData("""{"type":"array","uniqueItems":true}""", "'uniqueItems'")]
    [InlineData("""{"type":"object","properties":{"x":{"not":{}}}}""", "#/properties/x")]
    [InlineData("""{"type":"string","format":"idn-email"}""", "idn-email")]
    [InlineData("""{"type":"string","pattern":"(?=a)b"}""", "looks ahead")]
    [InlineData("""{"type":"string","pattern":"a","minLength":3}""", "one of them")]
    [InlineData("""{"$ref":"#"}""", "nothing fits")]
    [InlineData("""{"$ref":"http://example.com/s"}""", "within the schema")]
    [InlineData("""{"anyOf":[{"$ref":"#"},{"type":"null"}]}""", "leads back to itself")]
    [InlineData("""{"type":"object","properties":{"n":{"$ref":"#"}},"required":["n"]}""", "nothing fits")]
    [InlineData("""{"type":"integer","minimum":3,"maximum":2}""", "nothing fits")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "both fit")]
    [InlineData("""{"type":"strin"}""", "strin")]
    [InlineData("""{"enum":[]}""", "nothing fits")]
    [InlineData("false", "nothing fits")]
    [InlineData("3", "found 3")]
    public void What_is_not_enforced_is_refused(string schema, string said)
    {
        using RandomModel model = new(Small, 1, 0);

        ConstraintException e = Assert.Throws<ConstraintException>(() => OutputConstraint.JsonSchema(JsonElement.Parse(schema)).CreateProcessor(model));

        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_several_texts_is_chosen()
    {
        string[] texts = ["red", "green", "greenish", "blau-grün"];
        OutputConstraint constraint = OutputConstraint.OneOf(texts);
        HashSet<string> seen = [];
        for (ulong seed = 0; seed < 40; seed++)
        {
            using RandomModel model = new(Small, seed, Small.SpecialTokens.Values.First());
            seen.Add((await Generate(model, constraint, seed)).Text);
        }

        Assert.Subset(texts.ToHashSet(), seen);
        Assert.True(seen.Count > 2);
    }

    /// <summary>Bytes 0 to 255 and every token of the vocabulary, asked one by one: the mask is what the automaton says.</summary>
    [Fact]
    public void A_mask_holds_the_tokens_that_go_on()
    {
        Qwen3Masks("\"", """{"type":"array","items":{"type":"integer"}}""", "[1, ");
        Qwen3Masks("x", """{"type":"object","properties":{"name":{"type":"string","maxLength":5}},"required":["name"]}""", "{\"name\": \"ab");
    }

    private static void Qwen3Masks(string none, string schema, string before)
    {
        HuggingFaceTokenizer tokenizer = Qwen3Tokenizer.Instance;
        using RandomModel model = new(tokenizer, 1, tokenizer.SpecialTokens["<|im_end|>"]);
        OutputConstraint constraint = OutputConstraint.JsonSchema(JsonElement.Parse(schema));
        int[] tokens = tokenizer.Encode(before, allowSpecial: false, addSpecialTokens: false);
        float[] logits = new float[tokenizer.VocabularySize];
        constraint.CreateProcessor(model).Process(new LogitsContext(tokens, 0), logits);
        Assert.Contains(logits, static logit => logit == 0);
        Random random = new(1);
        foreach (int token in Enumerable.Range(0, 600).Select(_ => random.Next(logits.Length)).Concat(tokenizer.Encode(none)).Concat(Enumerable.Range(0, logits.Length).Where(id => logits[id] == 0).Take(400)))
        {
            bool fits = Record.Exception(() => constraint.CreateProcessor(model).Observe([.. tokens, token])) is null;
            Assert.Equal(fits, logits[token] == 0);
        }
    }

    private static bool Fits(OutputConstraint constraint, string text)
    {
        using RandomModel model = new(Small, 1, 0);
        ConstraintProcessor processor = constraint.CreateProcessor(model);
        try
        {
            processor.Observe(Small.Encode(text, allowSpecial: false, addSpecialTokens: false));
            return processor.IsComplete;
        }
        catch (ConstraintException)
        {
            return false;
        }
    }

    private static async Task<(string Text, StopReason Reason)> Generate(RandomModel model, OutputConstraint constraint, ulong seed)
    {
        StopReason reason = StopReason.Abandoned;
        List<int> tokens = [];
        GenerationOptions options = new() { MaxTokens = 600, Temperature = 1, Seed = seed, LogitsProcessors = [constraint.CreateProcessor(model)], Completed = statistics => reason = statistics.StopReason };
        await foreach (int token in model.GenerateAsync([1], options))
        {
            tokens.Add(token);
        }

        return (model.Tokenizer.Decode(tokens), reason);
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Modelwright.Tests;

namespace Modelwright.IR.Tests;

/// <summary>Types as Hugging Face 4 took them, and messages that rule out what they complain about.</summary>
public sealed partial class StrictTypeTests
{
    [Theory]
    [InlineData("int-for-float.json")]
    [InlineData("null-use-cache.json")]
    [InlineData("null-head-dim.json")]
    [InlineData("float-for-int.json")]
    public void Files_that_other_programs_load(string file)
    {
        Binding binding = Binding.Of(File.ReadAllText(Path.Combine(TestFiles.Root, "tests", "cases", "strict-types", file)));

        Assert.Empty(binding.Messages);
        Assert.Equal(512, binding.Spec.MaxPositions);
        Assert.Equal(file == "null-head-dim.json" ? 12 : 16, binding.Spec.Attention.HeadDim);
    }

    [Fact]
    public void Null_is_the_default_where_Hugging_Face_took_it_so()
    {
        ModelSpec absent = Binding.Of("qwen3_moe", "\"num_hidden_layers\": 4").Spec;

        Assert.Equal(absent, Binding.Of("qwen3_moe", "\"num_hidden_layers\": 4, \"head_dim\": null, \"decoder_sparse_step\": null, \"use_cache\": null").Spec);
    }

    [Fact]
    public void A_whole_number_may_be_spelled_with_a_fraction()
    {
        ModelSpec spec = Binding.Of("qwen3_moe", "\"hidden_size\": 1024.0, \"num_hidden_layers\": 2e0, \"bos_token_id\": 5.0, \"eos_token_id\": [6.0], \"mlp_only_layers\": [1.0]").Spec;

        Assert.Equal(Binding.Of("qwen3_moe", "\"hidden_size\": 1024, \"num_hidden_layers\": 2, \"bos_token_id\": 5, \"eos_token_id\": [6], \"mlp_only_layers\": [1]").Spec, spec);
    }

    [Fact]
    public void No_message_quotes_a_number_that_nobody_wrote()
    {
        Binding binding = Binding.Of(File.ReadAllText(Path.Combine(TestFiles.Root, "tests", "cases", "messages", "num-experts-list.json")));

        Assert.Equal("'num_experts' is a list; it must be a whole number", Assert.Single(binding.Messages).Split(": ", 2)[1]);
    }

    /// <summary>Every key of a published config, with every odd value: none of the messages may allow what was found.</summary>
    [Theory]
    [InlineData("qwen3-0.6b.json")]
    [InlineData("qwen3-30b-a3b.json")]
    [InlineData("qwen3-next-80b-a3b-thinking.json")]
    public void A_range_rules_out_what_was_found(string file)
    {
        string[] values = ["0", "-1", "1", "1.5", "3000000000", "-3000000000", "1e30", "-1e30", "1e-30", "NaN", "Infinity", "\"1\"", "true", "null", "[0]", "[-1, 1e30]", "{}"];
        System.Text.Json.Nodes.JsonObject config = JsonNode.Parse(TestFiles.FullSize(file))!.AsObject();
        int ranges = 0;
        foreach (string key in config.Select(static member => member.Key).Concat(["rope_scaling"]).Distinct().ToList())
        {
            foreach (string value in key == "rope_scaling" ? Ropes(values) : values)
            {
                string json = "{" + string.Join(", ", config.Where(member => member.Key != key).Select(static member => $"\"{member.Key}\": {member.Value?.ToJsonString() ?? "null"}").Append($"\"{key}\": {value}")) + "}";
                foreach (string message in Binding.Of(json).Messages)
                {
                    ranges += CheckRange(message);
                }
            }
        }

        Assert.True(ranges > 30, $"{ranges} ranges seen");
    }

    private static IEnumerable<string> Ropes(string[] values) => values.SelectMany(static value => new[]
    {
        $$"""{ "rope_type": "yarn", "factor": {{value}} }""",
        $$"""{ "rope_type": "yarn", "factor": 2, "beta_fast": {{value}} }""",
        $$"""{ "rope_type": "yarn", "factor": 2, "attention_factor": {{value}} }""",
        $$"""{ "rope_type": "llama3", "factor": 2, "low_freq_factor": {{value}}, "high_freq_factor": 4, "original_max_position_embeddings": {{value}} }""",
        $$"""{ "rope_type": "longrope", "short_factor": {{value}}, "long_factor": [1], "original_max_position_embeddings": 4 }""",
    });

    private static int CheckRange(string message)
    {
        Match found = Found().Match(message);
        if (!found.Success || !RangeWords.StatesOne(message))
        {
            return 0;
        }

        double number = found.Groups[1].Value switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            string text => double.Parse(text, CultureInfo.InvariantCulture),
        };
        Assert.False(RangeWords.Allow(message, number), message);
        return 1;
    }

    [GeneratedRegex("' is (-?[0-9.eE+-]+|NaN|Infinity);")]
    private static partial Regex Found();
}

using System;
using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>What is said of every key, whether a config has it or not.</summary>
public sealed class KeyUseTests
{
    [Fact]
    public void Keys_of_the_file_come_first_and_the_others_by_name()
    {
        string[] root = [.. Binding.Of("qwen3", "\"vocab_size\": 8, \"hidden_size\": 64").Result.Keys.Select(static use => use.Pointer).Where(static pointer => pointer.LastIndexOf('/') == 0)];

        Assert.Equal(["/model_type", "/vocab_size", "/hidden_size"], root.Take(3));
        Assert.True(root.Length > 10);
        Assert.Equal(root.Skip(3).Order(StringComparer.Ordinal), root.Skip(3));
    }

    /// <summary>That null means a default as well is no reason to say that the key is not there.</summary>
    [Theory]
    [InlineData("", "/hidden_size", "Default", "2048")]
    [InlineData("", "/decoder_sparse_step", "Default", "1")]
    [InlineData("", "/norm_topk_prob", "Default", "false")]
    [InlineData("", "/hidden_act", "Default", "\"silu\"")]
    [InlineData("", "/mlp_only_layers", "Default", null)]
    [InlineData("\"hidden_size\": 2048", "/hidden_size", "Read", null)]
    [InlineData("\"decoder_sparse_step\": null", "/decoder_sparse_step", "Read", null)]
    [InlineData("\"temperature\": 1", "/temperature", "Ignored", null)]
    [InlineData("\"flux\": 1", "/flux", "Unknown", null)]
    public void A_default_is_told_where_a_key_is_not_there(string keys, string pointer, string fate, string? value)
    {
        KeyUse use = Binding.Of("qwen3_moe", keys).Result.Keys.Single(use => use.Pointer == pointer);

        Assert.Equal((fate, value), (use.Fate.ToString(), use.Default));
    }
}

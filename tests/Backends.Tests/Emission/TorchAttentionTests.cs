using System;
using System.Linq;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>What a config says of attention besides sizes stands in its module and nowhere else.</summary>
public class TorchAttentionTests
{
    [Fact]
    public void Attention_weights_are_dropped_where_the_config_says_so()
    {
        string text = Attention(TinySpecs.Dense with { Training = new TrainingSpec(AttentionDropout: 0.25, InitializerRange: 0.02) }, "Attention");

        Assert.Contains("private const double AttentionDropout = 0.25; // attention_dropout\n", text);
        Assert.Contains("GroupedAttention.Attend(q, k, v, pass, dropout: training && cache is null ? AttentionDropout : 0);", text);
        Assert.DoesNotContain("ropout", Attention(TinySpecs.Dense, "Attention"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_is_handed_to_every_form()
    {
        string windowed = Attention(TinySpecs.Dense, "Attention2"), whole = Attention(TinySpecs.Dense, "Attention");

        Assert.Contains("GroupedAttention.Attend(q, k, v, pass, window: Window);", windowed);
        Assert.Contains("heads[1], step, window: Window);", windowed);
        Assert.Contains("; a query sees the columns of a window.</summary>", windowed);
        Assert.DoesNotContain("indow", whole, StringComparison.Ordinal);
    }

    private static string Attention(ModelSpec spec, string topic) =>
        Emitted.Files(spec, backend: "TorchSharp").Single(file => file.HintName == $"Model.{topic}.g.cs").Text;
}

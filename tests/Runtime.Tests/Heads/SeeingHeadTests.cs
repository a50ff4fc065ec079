using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>Heads of a model that sees, whose numbers are how many columns there are so far, and the letter of the last.</summary>
public sealed class SeeingHeadTests
{
    private static readonly Prompt[] Prompts = ["c", new() { "ab", SeeingModel.Grey(8, 4, 30) }, "de"];

    /// <summary>Each prompt has the logits of its own columns, those of the picture among them, whatever stands before it.</summary>
    [Theory]
    [InlineData(3, new[] { "c0 | a0 b1 (2 *3.3.3=30/0 *3.3.4=30/1 )5 | d0 e1" })]
    [InlineData(2, new[] { "c0 | a0 b1 (2 *3.3.3=30/0 *3.3.4=30/1 )5", "d0 e1" })]
    public void Tokens_of_prompts_have_logits(int batch, string[] fed)
    {
        using SeeingModel model = Create();

        IReadOnlyList<float[]> logits = model.Logits(Prompts, new HeadOptions { BatchSize = batch });

        Assert.Equal([[1, 'c'], [1, 'a', 2, 'b', 3, '(', 4, '*', 5, '*', 6, ')'], [1, 'd', 2, 'e']], logits);
        Assert.Equal(fed, model.Fed);
    }

    [Fact]
    public void Prompts_have_labels_and_embeddings()
    {
        using SeeingModel model = Create();

        Assert.Equal([[1, 'c'], [6, ')'], [2, 'e']], model.Classify(Prompts).Select(static labels => labels.Logits));
        Assert.Equal([[1, 'c'], [6, ')'], [2, 'e']], model.Embed(Prompts, normalise: false));
        Assert.Equal([6, ')'], model.Classify(Prompts[1]).Logits);
    }

    [Theory]
    [InlineData(false, "a0 ^1")]
    [InlineData(true, "a0 !1")]
    public void Special_tokens_are_spelled_where_they_may_be(bool allowed, string fed)
    {
        using SeeingModel model = Create();

        model.Embed([new Prompt { "a^" }], options: new HeadOptions { AllowSpecialTokens = allowed });

        Assert.Equal([fed], model.Fed);
    }

    private static SeeingModel Create() => new(2, static seen => [seen.Count, seen[^1][0]]);
}

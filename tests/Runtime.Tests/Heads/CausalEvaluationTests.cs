using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>One pass with all that can be wanted of it.</summary>
public class CausalEvaluationTests
{
    private static readonly ExpertsInfo Experts = new(3, PerToken: 2, Layers: [0, 1], LossWeight: 0.5f);

    private static readonly int[] Tokens = [1, 2, 3, 4, 5, 6];

    private static readonly int[] Labels = [0, 1, 2, HeadLosses.Ignored, 4, 3];

    /// <summary>Two rows of three columns; the second row's first is padding.</summary>
    private static readonly TokenBatch Batch = TokenBatch.Masked([[1, 2, 3], [4, 5, 6]], [[1, 1, 1], [0, 1, 1]]);

    private static float[] All => LayeredModel.Values(0, Tokens, LayeredModel.Vocabulary);

    [Fact]
    public void Nothing_is_wanted_but_the_last_columns_logits()
    {
        using LayeredModel model = new(Experts);
        CausalOutput output = model.Evaluate(Batch);

        Assert.Equal(LayeredModel.Values(0, [3, 6], LayeredModel.Vocabulary), output.Logits);
        Assert.Null(output.Loss);
        Assert.Null(output.AuxiliaryLoss);
        Assert.Empty(output.RouterLogits);
        Assert.Empty(output.HiddenStates);
        Assert.Equal(1, model.Disposed);
    }

    /// <summary>The loss is of every column, whichever logits are kept.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_loss_of_labels(bool keepsAll)
    {
        using LayeredModel model = new(experts: null);
        CausalOptions options = new() { Labels = Labels, LogitsToKeep = keepsAll ? OutputRows.All : OutputRows.Last };
        CausalOutput output = model.Evaluate(Batch, options);

        Assert.Equal(keepsAll ? All : LayeredModel.Values(0, [3, 6], LayeredModel.Vocabulary), output.Logits);
        Assert.Equal(HeadLosses.NextToken(All, Labels, 2), output.Loss!.Value, 1e-9);
        Assert.Null(output.AuxiliaryLoss);
        Assert.Equal(HeadLosses.NextToken(All, Labels, 2, count: 7), model.Evaluate(Batch, options with { LabelCount = 7 }).Loss!.Value, 1e-9);
    }

    [Fact]
    public void Routers_are_read_and_their_balance_is_part_of_the_loss()
    {
        using LayeredModel model = new(Experts);
        CausalOutput output = model.Evaluate(Batch, new CausalOptions { Labels = Labels, RouterLogits = true });

        float[][] routers = [LayeredModel.Values(20, Tokens, 3), LayeredModel.Values(21, Tokens, 3)];
        double balance = HeadLosses.RouterBalance(routers, 3, 2, [true, true, true, false, true, true]);
        Assert.Equal(routers, output.RouterLogits);
        Assert.Equal(balance, output.AuxiliaryLoss!.Value, 1e-9);
        Assert.Equal(HeadLosses.NextToken(All, Labels, 2) + (0.5 * balance), output.Loss!.Value, 1e-9);
        CausalOutput unlabelled = model.Evaluate(Batch, new CausalOptions { RouterLogits = true });
        Assert.Equal((null, output.AuxiliaryLoss), (unlabelled.Loss, unlabelled.AuxiliaryLoss));
        Assert.Equal(HeadLosses.NextToken(All, Labels, 2), model.Evaluate(Batch, new CausalOptions { Labels = Labels }).Loss!.Value, 1e-9);
    }

    [Fact]
    public void States_before_each_layer_and_behind_the_last()
    {
        using LayeredModel model = new(experts: null);

        Assert.Equal(Enumerable.Range(10, 3).Select(static kind => LayeredModel.Values(kind, Tokens, LayeredModel.Width)), model.Evaluate(Batch, new CausalOptions { HiddenStates = true }).HiddenStates);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        using LayeredModel model = new(experts: null);

        Assert.StartsWith("Router logits are asked for; the model has no experts.", Assert.Throws<ArgumentException>("options", () => model.Evaluate(Batch, new CausalOptions { RouterLogits = true })).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are 5 labels; wanted 6, one a column.", Assert.Throws<ArgumentException>("options", () => model.Evaluate(Batch, new CausalOptions { Labels = Labels[1..] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("batch", () => model.Evaluate(null!));
        Assert.Throws<ArgumentNullException>("model", () => ((ICausalLanguageModel)null!).Evaluate(Batch));
    }
}

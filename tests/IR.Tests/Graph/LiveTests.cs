namespace Modelwright.IR.Tests;

/// <summary>What a graph's results need.</summary>
public sealed class LiveTests
{
    [Fact]
    public void Parameters_are_needed_used_or_not_and_weights_where_they_are_used()
    {
        TensorType rows8 = TensorType.Of(ElementType.F32, Dim.Rows, 8);
        GraphBuilder b = new();
        b.Add(new Parameter(InputPort.Residual, rows8));
        ValueId x = b.Add(new Parameter(InputPort.Tokens, rows8));
        b.Add(new Weight(WeightSlot.Vector("unused", 8, "a")));
        ValueId weight = b.Add(new Weight(WeightSlot.Vector("used", 8, "b")));
        ValueId norm = b.Add(new RmsNorm(new NormSpec(1e-6f, ZeroCentred: false)), x, weight);
        b.Add(new Add(), x, norm);

        Assert.Equal([true, true, false, true, true, false], b.Build(norm).Live());
    }
}

namespace Modelwright.IR;

/// <summary>What stands on the layers: the final norm, the last column (or those that are wanted), and the head's product where it has one.</summary>
internal static class ExitLowering
{
    public static Block Lower(ModelSpec spec)
    {
        HeadExit exit = spec.Head.Exit;
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Rows, spec.HiddenSize)));
        ValueId norm = b.Add(new RmsNorm(spec.Norm), "model.norm (rms_norm_eps)", [x, b.Add(new Weight(ModelWeights.FinalNorm(spec)))]);
        ValueId last = b.Add(new LastColumn(), norm);
        ValueId read = spec.Labels is { Dropout: > 0 and var rate } ? b.Add(new Dropout(rate), "classifier_dropout", [last]) : last;
        return new Block(exit.Name, exit.About, b.Build(exit.Product is null ? read : Product(b, read, exit.Product(spec))));
    }

    private static ValueId Product(GraphBuilder b, ValueId x, HeadProduct product) => product.Bias is null
        ? b.Add(new Linear(), product.Origin, [x, b.Add(new Weight(product.Weight))])
        : b.Add(new Linear(), product.Origin, [x, b.Add(new Weight(product.Weight)), b.Add(new Weight(product.Bias))]);
}

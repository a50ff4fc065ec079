namespace Modelwright.IR;

/// <summary>The weights of heads beside the language model's.</summary>
internal static class HeadWeights
{
    /// <summary>Where an answer begins, and where it ends.</summary>
    private const int Ends = 2;

    public static WeightSlot Score(ModelSpec spec) => Matrix("score", spec.Labels!.Names.Count, spec);

    public static WeightSlot ScoreBias(ModelSpec spec) => WeightSlot.Vector("score_bias", spec.Labels!.Names.Count, Key(spec, "bias"));

    public static WeightSlot Spans(ModelSpec spec) => Matrix("qa_outputs", Ends, spec);

    public static WeightSlot SpansBias(ModelSpec spec) => WeightSlot.Vector("qa_outputs_bias", Ends, Key(spec, "bias"));

    private static WeightSlot Matrix(string name, int rows, ModelSpec spec) => WeightSlot.Matrix(name, rows, spec.HiddenSize, WeightSource.Whole(Key(spec, "weight"), [rows, spec.HiddenSize]));

    private static string Key(ModelSpec spec, string part) => $"{spec.Checkpoint.Head.Substring(0, spec.Checkpoint.Head.LastIndexOf('.'))}.{part}";
}

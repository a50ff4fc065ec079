using System;

namespace Modelwright.IR;

/// <summary>What stands on the layers: each head is the final norm, the last column (or those that are wanted), and a product where the head has one.</summary>
internal static class ExitLowering
{
    public static Block Lower(ModelSpec spec) => spec.Head switch
    {
        Head.CausalLanguageModel => Product(
            spec, "logits", "final norm and head", spec.TiedEmbeddings ? "lm_head (tie_word_embeddings)" : "lm_head", ModelWeights.Head(spec), bias: null),
        Head.Model => Exit(spec, "last_hidden_state", "final norm", static (_, last) => last),
        Head.SequenceClassification => Product(spec, "scores", "final norm and scores of the labels", "score (num_labels)", HeadWeights.Score(spec), bias: null),
        Head.TokenClassification => Product(
            spec, "scores", "final norm and scores of the labels", "score (num_labels)", HeadWeights.Score(spec), spec.Labels!.Bias ? HeadWeights.ScoreBias(spec) : null),
        Head.QuestionAnswering => Product(spec, "spans", "final norm, and how well an answer begins or ends", "qa_outputs", HeadWeights.Spans(spec), HeadWeights.SpansBias(spec)),
        _ => throw new IrException($"head {spec.Head}"),
    };

    private static Block Product(ModelSpec spec, string name, string about, string origin, WeightSlot weight, WeightSlot? bias) =>
        Exit(spec, name, about, (b, last) => bias is null
            ? b.Add(new Linear(), origin, [last, b.Add(new Weight(weight))])
            : b.Add(new Linear(), origin, [last, b.Add(new Weight(weight)), b.Add(new Weight(bias))]));

    private static Block Exit(ModelSpec spec, string name, string about, Func<GraphBuilder, ValueId, ValueId> read)
    {
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Rows, spec.HiddenSize)));
        ValueId norm = b.Add(new RmsNorm(spec.Norm), "model.norm (rms_norm_eps)", [x, b.Add(new Weight(ModelWeights.FinalNorm(spec)))]);
        return new Block(name, about, b.Build(read(b, b.Add(new LastColumn(), norm))));
    }
}

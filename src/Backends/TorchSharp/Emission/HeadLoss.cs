using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>What <c>forward</c> returns of a head, and its loss.</summary>
internal static class HeadLoss
{
    /// <summary>What labels are, in words.</summary>
    public static string Labels(Head head) => head switch
    {
        Head.CausalLanguageModel => "int64 [batch, tokens], not shifted; -100 does not count.",
        Head.SequenceClassification => "int64 [batch], a label each; or floats [batch, labels].",
        Head.TokenClassification => "int64 [batch, tokens]; -100 does not count.",
        Head.QuestionAnswering => "int64 [batch, 2]: the first and the last token of each answer.",
        _ => "None: a model without a head has no loss.",
    };

    /// <summary>The result, from what the exit makes of every column.</summary>
    public static string Read(ModelSpec spec, string all) =>
        spec.Head == Head.SequenceClassification ? $"Losses.LastToken({all}, input_ids, padding: {Literal.Of(spec.Tokens.Padding)})" : all;

    public static string Loss(ModelSpec spec) => spec.Head switch
    {
        Head.CausalLanguageModel => "labels is null ? null : Losses.NextToken(logits, labels)",
        Head.SequenceClassification => "labels is null ? null : Losses.Sequence(logits, labels, Labels.Problem)",
        Head.TokenClassification => "labels is null ? null : Losses.Token(logits, labels)",
        Head.QuestionAnswering => "labels is null ? null : Losses.Span(logits, labels)",
        _ => "Losses.None(labels)",
    };
}

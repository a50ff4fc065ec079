using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>What <c>forward</c> returns of a head, and its loss.</summary>
internal static class HeadLossText
{
    /// <summary>What labels are, in words.</summary>
    public static string Labels(Head head) => head.Loss?.Labels ?? "None: a model without a head has no loss.";

    /// <summary>The result, from what the exit makes of every column.</summary>
    public static string Read(ModelSpec spec, string all) =>
        spec.Head.ReadsLastToken ? $"Losses.LastToken({all}, input_ids, padding: {Literal.Of(spec.Tokens.Padding)})" : all;

    public static string Loss(Head head) => head.Loss is HeadLoss loss
        ? $"labels is null ? null : Losses.{loss.Name}(logits, labels{(loss.AsksProblem ? ", Labels.Problem" : "")})"
        : "Losses.None(labels)";
}

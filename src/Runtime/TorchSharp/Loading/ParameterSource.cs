using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Where a checkpoint has a parameter's elements: a tensor and the first of them.</summary>
internal readonly partial record struct ParameterSource(CheckpointTensor Tensor, long First)
{
    /// <summary>
    /// The tensor of the parameter's own name; else the stacked experts that the expert is a part of, or the tensor it is tied to.
    /// </summary>
    /// <exception cref="WeightMismatchException">There is none, or its shape is another.</exception>
    public static ParameterSource Find(Checkpoint checkpoint, string name, IReadOnlyList<long> shape)
    {
        if (checkpoint.TryGet(name, out CheckpointTensor? own))
        {
            return Of(checkpoint, own, shape);
        }

        if (name == "model.embed_tokens.weight" && checkpoint.TryGet("lm_head.weight", out CheckpointTensor? tied))
        {
            return Of(checkpoint, tied, shape);
        }

        Match match = Expert().Match(name);
        string part = match.Groups[3].Value;
        string stack = match.Groups[1].Value + (part == "down" ? ".down_proj" : ".gate_up_proj");
        if (!match.Success || !checkpoint.TryGet(stack, out CheckpointTensor? stacked))
        {
            throw Mismatch(checkpoint, name, "nothing", shape);
        }

        int expert = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        long elements = stacked.Shape.Skip(1).Aggregate(1L, static (product, size) => product * size);
        long inside = part == "up" ? elements / 2 : 0;
        bool fits = stacked.Shape.Count == 3 && stacked.Shape[2] == shape[1] && stacked.Shape[1] == (part == "down" ? shape[0] : 2 * shape[0]);
        return fits ? new ParameterSource(stacked, (expert * elements) + inside) : throw Mismatch(checkpoint, name, Describe(stacked.Shape), shape);
    }

    // copy_ would broadcast a smaller tensor without a word.
    private static ParameterSource Of(Checkpoint checkpoint, CheckpointTensor tensor, IReadOnlyList<long> shape) =>
        tensor.Shape.SequenceEqual(shape) ? new ParameterSource(tensor, 0) : throw Mismatch(checkpoint, tensor.Name, Describe(tensor.Shape), shape);

    private static WeightMismatchException Mismatch(Checkpoint checkpoint, string name, string found, IReadOnlyList<long> wanted)
    {
        WeightProblem problem = new(name, found, Describe(wanted));
        bool missing = found == "nothing";
        return new WeightMismatchException(checkpoint.Path, new WeightReport(checkpoint.Path, 0, missing ? [problem] : [], [], missing ? [] : [problem], [], []));
    }

    private static string Describe(IEnumerable<long> shape) =>
        "[" + string.Join(", ", shape.Select(static size => size.ToString(CultureInfo.InvariantCulture))) + "]";

    [GeneratedRegex(@"^(.*\.experts)\.(\d+)\.(gate|up|down)_proj\.weight$", RegexOptions.CultureInvariant)]
    private static partial Regex Expert();
}

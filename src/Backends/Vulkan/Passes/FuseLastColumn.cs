using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>A head is wanted for the last column only: norm and product read that row of each sequence and no other.</summary>
internal sealed class FuseLastColumn : IPass
{
    public string Name => "fuse-last-column";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) => node.Op switch
    {
        LastColumn when builder.Define(inputs[0]) is { Op: RmsNorm norm } normed => builder.Add(new LastNorm(norm.Norm), normed.Origin, normed.Inputs),
        FusedLinear { Norm: null, Epilogue: LinearEpilogue.None } linear when builder.Define(inputs[0]) is { Op: LastNorm norm } last => builder.Add(
            linear with { Norm = norm.Norm, LastColumn = true }, $"{last.Origin}, {node.Origin}", [last.Inputs[0], inputs[1], last.Inputs[1], .. inputs.Skip(2)]),
        _ => null,
    });
}

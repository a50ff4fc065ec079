using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>The exit for every row and not only the last: its norm stands alone again, so that many rows can go through one matrix product.</summary>
internal static class WindowedExit
{
    public static Block Of(Block exit) => exit with { Body = exit.Body.Rewrite(Split) };

    private static ValueId? Split(Node node, IReadOnlyList<ValueId> inputs, GraphBuilder builder) => node.Op switch
    {
        LastNorm last => builder.Add(new RmsNorm(last.Norm), node.Origin, inputs),
        FusedLinear { LastColumn: true, Norm: NormSpec norm, Epilogue: LinearEpilogue.None } linear => builder.Add(
            linear with { Norm = null, LastColumn = false }, node.Origin, [builder.Add(new RmsNorm(norm), node.Origin, [inputs[0], inputs[2]]), inputs[1], .. inputs.Skip(3)]),
        FusedLinear { LastColumn: true } linear => throw new IrException($"{linear}: an exit is a norm and a product"),
        _ => null,
    };
}

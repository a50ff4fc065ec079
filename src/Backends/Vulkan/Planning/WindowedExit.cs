using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>The exit for every row and not only the last: its norm stands alone again, so that many rows can go through one matrix product.</summary>
internal static class WindowedExit
{
    public static Block Of(Block exit) => exit with { Body = exit.Body.Rewrite(Split) };

    private static ValueId? Split(Node node, IReadOnlyList<ValueId> inputs, GraphBuilder builder)
    {
        if (node.Op is not FusedLinear { LastColumn: true } linear)
        {
            return null;
        }

        if (linear.Norm is null || linear.Bias || linear.Epilogue != LinearEpilogue.None)
        {
            throw new IrException($"{linear}: an exit is a norm and a product");
        }

        ValueId normed = builder.Add(new RmsNorm(linear.Norm), node.Origin, [inputs[0], inputs[2]]);
        return builder.Add(linear with { Norm = null, LastColumn = false }, node.Origin, [normed, inputs[1]]);
    }
}

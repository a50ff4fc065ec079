using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary><c>fused_linear</c>: matrix times vector for one row a sequence, matrix times matrix for many.</summary>
internal static class LinearCalls
{
    public static IReadOnlyList<KernelCall> Lower(OpSite site, FusedLinear op)
    {
        bool exit = site.Function is RecordedFunction.Last or RecordedFunction.All;
        string use = exit ? "" : site.WeightName(1);
        Kernel kernel = site.OneRow ? Vector(site.NameOf(use), op) : Matrix(site, site.NameOf(use), op);
        return
        [
            site.Call(
                kernel, KernelTopic.Linear, use,
                ("x", site.Input(0)), ("weights", site.Input(1)), ("norm", site.Optional(op.NormInput)), ("bias", site.Optional(op.BiasInput)), ("y", site.Result)),
        ];
    }

    private static Kernel Vector(string name, FusedLinear op) => op.Epilogue == LinearEpilogue.Activated
        ? throw new IrException($"{op}: a product of one row is not activated")
        : GemvKernel.Emit(name, op);

    private static Kernel Matrix(OpSite site, string name, FusedLinear op)
    {
        if (op.Norm is not null || op.LastColumn)
        {
            throw new IrException($"{op}: a product of many rows has no norm and no last column");
        }

        return GemmKernel.Emit(name, op.Inputs, op.Outputs, op.Bias, op.Epilogue, op.Function, window: site.Function == RecordedFunction.All, merged: site.Node.Type.Shape[0].Divisor);
    }
}

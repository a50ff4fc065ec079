using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary><c>convolution_mix</c> and <c>gated_delta</c>: one dispatch each for a row, the chunked form for many.</summary>
internal static class DeltaNetCalls
{
    /// <summary>(projection, filter) and the last columns to normalised q and k and to v.</summary>
    public static IReadOnlyList<KernelCall> Convolve(OpSite site, ConvolutionMix op)
    {
        int taps = op.State.Columns + 1;
        Operand state = new Operand.State(op.State, StatePart.Convolution);
        if (site.OneRow)
        {
            Kernel step = ConvolutionStepKernel.Emit(site.NameOf("ConvolutionStep"), op.Shape, taps, op.Function);
            return [site.Call(step, KernelTopic.DeltaNet, "ConvolutionStep", ("projection", site.Input(0)), ("weight", site.Input(1)), ("state", state), ("mixed", site.Result))];
        }

        Kernel mix = ConvolutionPrefillKernel.Emit(site.NameOf("Convolution"), op.Shape, taps, op.Function);
        Kernel keep = ConvolutionStateKernel.Emit(site.NameOf("ConvolutionState"), op.Shape, taps);
        return
        [
            site.Call(mix, KernelTopic.DeltaNet, "Convolution", ("projection", site.Input(0)), ("weight", site.Input(1)), ("state", state), ("mixed", site.Result)),
            site.Call(keep, KernelTopic.DeltaNet, "ConvolutionState", ("projection", site.Input(0)), ("state", state)),
        ];
    }

    /// <summary>(mixed, projection, A_log, dt_bias, norm weight) and the state to one row of value heads.</summary>
    public static IReadOnlyList<KernelCall> Step(OpSite site, GatedDelta op)
    {
        Operand state = new Operand.State(op.State, StatePart.Recurrent);
        if (site.OneRow)
        {
            Kernel step = DeltaStepKernel.Emit(site.NameOf("DeltaStep"), op.Shape, op.Norm);
            return
            [
                site.Call(
                    step, KernelTopic.DeltaNet, "DeltaStep",
                    ("mixed", site.Input(0)), ("projection", site.Input(1)), ("a_log", site.Input(2)), ("dt_bias", site.Input(3)), ("norm", site.Input(4)),
                    ("state", state), ("result", site.Result)),
            ];
        }

        return Chunked(site, op, state);
    }

    private static IReadOnlyList<KernelCall> Chunked(OpSite site, GatedDelta op, Operand state)
    {
        DeltaShape shape = op.Shape;
        Operand gates = ChunkSpace(site, "DeltaGates", shape, DeltaChunk.GateFloats);
        Operand products = ChunkSpace(site, "DeltaProducts", shape, DeltaChunk.ProductFloats);
        Operand solved = ChunkSpace(site, "DeltaSolved", shape, DeltaChunk.SolvedFloats(shape));
        Operand results = site.RowSpace("DeltaResult", Activations.RowBytes(shape.ValueHeads * shape.ValueDim));
        KernelCall Call(Kernel kernel, string use, params (string, Operand?)[] operands) => site.Call(kernel, KernelTopic.DeltaNet, use, operands);
        return
        [
            Call(DeltaGatesKernel.Emit(site.NameOf("DeltaGates"), shape), "DeltaGates", ("projection", site.Input(1)), ("a_log", site.Input(2)), ("dt_bias", site.Input(3)), ("gates", gates)),
            Call(DeltaProductsKernel.Emit(site.NameOf("DeltaProducts"), shape), "DeltaProducts", ("mixed", site.Input(0)), ("gates", gates), ("products", products)),
            Call(DeltaSolveKernel.Emit(site.NameOf("DeltaSolve"), shape), "DeltaSolve", ("mixed", site.Input(0)), ("gates", gates), ("products", products), ("solved", solved)),
            Call(DeltaScanKernel.Emit(site.NameOf("DeltaScan"), shape), "DeltaScan", ("mixed", site.Input(0)), ("gates", gates), ("products", products), ("solved", solved), ("state", state), ("o", results)),
            Call(GatedNormKernel.Emit(site.NameOf("GatedNorm"), shape, op.Norm.Epsilon), "GatedNorm", ("o", results), ("projection", site.Input(1)), ("norm", site.Input(4)), ("result", site.Result)),
        ];
    }

    /// <summary>Floats a chunk and value head, as bytes a row.</summary>
    private static Operand ChunkSpace(OpSite site, string name, DeltaShape shape, int floats) =>
        site.RowSpace(name, 4L * shape.ValueHeads * floats / DeltaChunk.Columns);
}

using System;
using System.Linq;
using Modelwright.Cli;
using Modelwright.Runtime;

namespace Modelwright.Benchmarks;

/// <summary>A model's figures as shares of what the machine can do.</summary>
/// <param name="Machine">What it can do.</param>
/// <param name="ReadAt0">Bytes that a token at depth 0 must read (weights, states), by the rate of reading.</param>
/// <param name="CopyAt0">The same by the rate of copying.</param>
/// <param name="ReadAt2048">The same at depth 2048, where keys and values are read too, by the rate of reading.</param>
/// <param name="CopyAt2048">The same by the rate of copying.</param>
/// <param name="Prefill">Floating-point operations of a prompt of 512 tokens by those of multiply-adds in registers.</param>
internal sealed record MachineShare(MachineRates Machine, double ReadAt0, double CopyAt0, double ReadAt2048, double CopyAt2048, double Prefill)
{
    /// <summary>Works the shares out.</summary>
    /// <param name="config">The model's config, which says what a token costs.</param>
    /// <param name="options">How its weights and its cache are stored.</param>
    /// <param name="machine">What the machine can do.</param>
    /// <param name="prefill">Tokens a second of a prompt of 512.</param>
    /// <param name="at0">Tokens a second of decoding at depth 0.</param>
    /// <param name="at2048">The same at depth 2048.</param>
    public static MachineShare Of(string config, BenchOptions options, MachineRates machine, double prefill, double at0, double at2048)
    {
        const int prompt = 512;
        TokenCost cost = CompiledBench.Cost(config);
        double bytes = (cost.WeightBytes * By16Bits(options)) + cost.StateBytes;
        double deep = bytes + (cost.CacheBytesPerDepth * Workload.Depth * (options.Cache == CacheStorage.Float32 ? 2 : 1));
        double flops = cost.Flops - cost.HeadFlops + (cost.HeadFlops / prompt) + (cost.FlopsPerDepth * prompt / 2);
        return new MachineShare(
            machine, at0 * bytes / machine.Read, at0 * bytes / machine.Copy, at2048 * deep / machine.Read, at2048 * deep / machine.Copy, prefill * flops / machine.Flops);
    }

    public override string ToString() => string.Join(
        "; ",
        ((string[])
        [
            Memory("decode at 0", ReadAt0, CopyAt0), Memory(FormattableString.Invariant($"at {Workload.Depth}"), ReadAt2048, CopyAt2048),
            double.IsNaN(Prefill) ? "" : $"prefill(512) {Percent(Prefill)} of the multiply-adds",
        ]).Where(static part => part.Length > 0));

    private static string Memory(string figure, double read, double copy) => double.IsNaN(read) ? "" : $"{figure} {Percent(read)} of reading, {Percent(copy)} of copying";

    private static string Percent(double share) => FormattableString.Invariant($"{100 * share:F0} %");

    /// <summary>Bytes of a weight by those of 16 bits: of a GGUF file its blocks', else codes, and a 16-bit scale for each group of 32.</summary>
    private static double By16Bits(BenchOptions options) => options switch
    {
        { Gguf: GgufType type } => type.BlockBytes() / (2.0 * type.Block()),
        { Storage: WeightStorage.Float32 } => 2,
        { Storage: WeightStorage.Int8 } => (8 + (16.0 / 32)) / 16,
        { Storage: WeightStorage.Int4 } => (4 + (16.0 / 32)) / 16,
        { Storage: WeightStorage.Float8 } => 0.5,
        _ => 1,
    };
}

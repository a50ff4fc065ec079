using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Xunit.Sdk;

namespace Modelwright.Conformance.Tests;

/// <summary>Every case of the goldens, through generator, compiler and the CPU's operations. A new folder is a new test.</summary>
public class CpuConformanceTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.CausalLanguageModels];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_steps_and_greedy_tokens_are_Hugging_Faces(string name)
    {
        int compared = 0;
        Run(name, new CpuLoadOptions { Cache = CacheStorage.Float32 }, (runner, run) =>
        {
            runner.CompareLogits(run);
            compared += runner.CompareSteps(run);
        });
        Assert.NotEqual(0, compared);
    }

    /// <summary>The same with vectors of 256 and of 128 bits: the paths of other machines.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Other_vector_widths_compute_the_same(string name)
    {
        foreach (CpuKernels kernels in (CpuKernels[])[new CpuKernels<Vector256<float>, Lanes256>(), new CpuKernels<Vector128<float>, Lanes128>()])
        {
            Run(name, new CpuLoadOptions { Cache = CacheStorage.Float32, Kernels = kernels }, static (runner, run) => runner.CompareLogits(run));
        }
    }

    /// <summary>A forward pass does not depend on how it is cut: by the runtime (prefill chunk), or token by token.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void One_piece_several_pieces_and_token_by_token_are_the_same(string name)
    {
        int compared = 0;
        Run(name, new CpuLoadOptions { Cache = CacheStorage.Float32, PrefillChunk = 5 }, (runner, run) =>
        {
            runner.CompareLogits(run);
            compared += runner.ComparePieces(run, 1) + runner.ComparePieces(run, 3);
        });
        Assert.NotEqual(0, compared);
    }

    /// <summary>Matrices and caches rounded to float16, 2⁻¹¹ of each number, or to bfloat16, 2⁻⁸: the median row within 1.5e-2, or 1.5e-1, of the scale.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Sixteen_bits_stay_close(string name)
    {
        CpuLoadOptions half = new() { Storage = WeightStorage.Float16, Cache = CacheStorage.Float16 };
        Run(name, half, static (runner, run) => runner.CompareRoundedLogits(run), tolerance: 1.5e-2);
        CpuLoadOptions brain = new() { Storage = WeightStorage.BFloat16, Cache = CacheStorage.BFloat16 };
        Run(name, brain, static (runner, run) => runner.CompareRoundedLogits(run), tolerance: 1.5e-1);
    }

    /// <summary>To the bit: who computes what depends on the threads, what is computed does not. A copy of the weights computes as the mapped file does.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Threads_and_copies_change_no_bit(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        GoldenRun run = golden.PlainRuns.First();
        float[] Evaluate(CpuLoadOptions options)
        {
            CpuLoadOptions small = options with { MaxContext = 256, PrefillChunk = 7 };
            using CpuModel model = CompiledModel.Load(golden.Config, golden.Folder, small);
            return new GoldenRunner(model, golden, tolerance: 0, small).Forward(run, PositionCounting.FromFirstToken);
        }

        float[] one = Evaluate(new CpuLoadOptions { Threads = 1 });
        foreach (int threads in (int[])[2, 3, 7])
        {
            Assert.Equal(one, Evaluate(new CpuLoadOptions { Threads = threads }));
        }

        Assert.Equal(one, Evaluate(new CpuLoadOptions { Threads = 2, CopyWeights = true }));
    }

    private static void Run(string name, CpuLoadOptions options, Action<GoldenRunner, GoldenRun> check, double tolerance = Comparison.Float32)
    {
        GoldenCase golden = GoldenCase.Named(name);
        IReadOnlyList<RotaryPrecision> precisions = golden.RotaryPrecisions;
        for (int i = 0; i < precisions.Count; i++)
        {
            try
            {
                Run(golden, options with { RotaryPrecision = precisions[i], MaxContext = 256 }, check, tolerance);
                return;
            }
            catch (XunitException) when (i + 1 < precisions.Count)
            {
                // the other way of rounding must agree
            }
        }
    }

    private static void Run(GoldenCase golden, CpuLoadOptions options, Action<GoldenRunner, GoldenRun> check, double tolerance)
    {
        using CpuModel model = CompiledModel.Load(golden.Config, golden.Folder, options);
        GoldenRunner runner = new(model, golden, tolerance, options);
        foreach (GoldenRun run in golden.PlainRuns)
        {
            check(runner, run);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Conformance.Tests;

/// <summary>
/// What rounding alone does to a model's numbers: those of the CPU backend, and the same with every weight moved by at most one unit in the last place. It is a property of the model,
/// so one backend answers for all; the one that loads fastest.
/// </summary>
/// <param name="Unmoved">What is computed from the checkpoint as it is.</param>
/// <param name="Moved">The same from checkpoints whose weights are moved, each otherwise.</param>
internal sealed record Perturbation(float[] Unmoved, IReadOnlyList<float[]> Moved)
{
    private const int Models = 6;

    /// <param name="config">The model.</param>
    /// <param name="folder">Its checkpoint.</param>
    /// <param name="options">How the backend in question loads it; those options are heeded on which numbers depend.</param>
    /// <param name="evaluate">What is compared.</param>
    public static Perturbation Of(string config, string folder, LoadOptions options, Func<CpuModel, float[]> evaluate)
    {
        CpuLoadOptions cpu = new() { Cache = CacheStorage.Float32, MaxContext = options.MaxContext, PrefillChunk = options.PrefillChunk, RotaryPrecision = options.RotaryPrecision };
        float[] Evaluate(string checkpoint)
        {
            using CpuModel model = CompiledModel.Load(config, checkpoint, cpu);
            return evaluate(model);
        }

        float[] Moved(int seed)
        {
            using PerturbedCheckpoint checkpoint = new(folder, seed);
            return Evaluate(checkpoint.Folder);
        }

        return new Perturbation(Evaluate(folder), [.. Enumerable.Range(1, Models).Select(Moved)]);
    }
}

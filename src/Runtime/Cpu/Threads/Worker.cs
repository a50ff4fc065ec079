using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>One member of a team, and its own memory.</summary>
internal sealed unsafe class Worker(int number) : IDisposable
{
    private readonly NativeMemoryBlock[] _scratch = new NativeMemoryBlock[Enum.GetValues<WorkerMemory>().Length];

    public int Number { get; } = number;

    /// <summary>Bytes of weights that products have read.</summary>
    public long WeightBytes { get; set; }

    /// <summary>At least <paramref name="count"/> floats, aligned to a cache line. What was in them is lost when more are asked for than ever before.</summary>
    public float* Floats(WorkerMemory purpose, long count)
    {
        ref NativeMemoryBlock block = ref _scratch[(int)purpose];
        block.Require(count * sizeof(float));
        return (float*)block.Data;
    }

    public void Dispose()
    {
        foreach (ref NativeMemoryBlock block in _scratch.AsSpan())
        {
            block.Free();
        }
    }
}

/// <summary>What a worker's memory is for; one purpose, one piece of memory.</summary>
internal enum WorkerMemory
{
    /// <summary>Weights, widened and transposed.</summary>
    Panel,

    /// <summary>Quantised weights, widened and not yet transposed; or scales of a panel.</summary>
    Widened,

    /// <summary>Rows of activations gathered from several places.</summary>
    Gathered,

    /// <summary>The same as whole numbers.</summary>
    GatheredWhole,

    /// <summary>A product that is on its way to where it belongs.</summary>
    Product,

    /// <summary>A second one beside it.</summary>
    SecondProduct,

    /// <summary>Scores of attention, or the small matrices of a delta rule's chunk.</summary>
    Scores,
}

using System;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Cpu;

/// <summary>A model's threads and operations. One call runs at a time; sessions take turns.</summary>
internal sealed class CpuEngine : IDisposable
{
    private readonly ThreadTeam _team;
    private readonly NativeArena[] _memory = [new(), new(), new(), new(), new()];

    public CpuEngine(int threads, CpuKernels? kernels = null)
    {
        Kernels = kernels ?? CpuKernels.Best;
        _team = new ThreadTeam(threads);
        Embedding = new EmbeddingWork(Kernels, _team);
        Norm = new NormWork(Kernels, _team);
        LayerNorm = new LayerNormWork(Kernels, _team);
        Interpolation = new InterpolationWork(Kernels, _team);
        SegmentAttention = new SegmentAttentionWork(Kernels, _team);
        MatrixInputs inputs = new(_team, _memory[3], _memory[4]);
        Linear = new LinearWork(Kernels, _team, inputs);
        GatedLinear = new GatedLinearWork(Kernels, _team, inputs);
        AttentionPrepare = new AttentionPrepareWork(Kernels, _team);
        AttentionDecode = new AttentionDecodeWork(Kernels, _team, _memory[0]);
        AttentionPrefill = new AttentionPrefillWork(Kernels, _team);
        Convolution = new ConvolutionWork(Kernels, _team);
        DeltaRule = new DeltaRuleWork(Kernels, _team);
        Experts = new ExpertsWork(Kernels, _team, inputs, _memory[1], _memory[2]);
    }

    /// <summary>Held while a session computes.</summary>
    public Lock Turn { get; } = new();

    public int Threads => _team.Workers.Length;

    /// <summary>Bytes of weights that products of few rows, which decoding consists of, have read since the model was loaded.</summary>
    public long WeightBytesRead => _team.Workers.Sum(static worker => worker.WeightBytes);

    public CpuKernels Kernels { get; }

    public EmbeddingWork Embedding { get; }

    public NormWork Norm { get; }

    public LayerNormWork LayerNorm { get; }

    public InterpolationWork Interpolation { get; }

    public SegmentAttentionWork SegmentAttention { get; }

    public LinearWork Linear { get; }

    public GatedLinearWork GatedLinear { get; }

    public AttentionPrepareWork AttentionPrepare { get; }

    public AttentionDecodeWork AttentionDecode { get; }

    public AttentionPrefillWork AttentionPrefill { get; }

    public ConvolutionWork Convolution { get; }

    public DeltaRuleWork DeltaRule { get; }

    public ExpertsWork Experts { get; }

    public void Dispose()
    {
        _team.Dispose();
        foreach (NativeArena memory in _memory)
        {
            memory.Dispose();
        }
    }
}

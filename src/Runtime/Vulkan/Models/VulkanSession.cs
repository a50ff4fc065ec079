using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// A batch of sequences on a Vulkan device. Input is cut into pieces: one of a single column replays a decode step recorded once,
/// a longer one is recorded as prefill. Only the step, token and rotary buffers change between replays.
/// </summary>
internal sealed partial class VulkanSession : ModelSession
{
    private readonly VulkanModel _model;
    private readonly SessionSizes _sizes;
    private readonly SessionBuffers _buffers;
    private readonly DescriptorSets _sets;
    private readonly TowerFunctions _functions;
    private readonly Dictionary<ulong, CommandStream> _steps = [];
    private readonly CommandStream _work;
    private readonly StreamTransfers _transfers;
    private readonly RouterTransfers _routers;
    private CallShape _shape;

    public VulkanSession(VulkanModel model, SessionSizes sizes, WindowRules windows, MemoryTable uses)
        : base(sizes.Tower.Info, model.Info.VocabularySize, sizes.Batch, sizes.Capacity, sizes.Chunk, model.CreateRotary())
    {
        _model = model;
        _sizes = sizes;
        _functions = model.FirstTower;
        _buffers = new SessionBuffers(model.Device, sizes, windows, uses);
        Bytes = _buffers.AllStates.Sum(static range => range.Bytes);
        _sets = new DescriptorSets(model.Device);
        try
        {
            _work = new CommandStream(model.Device);
            _transfers = new StreamTransfers(model.Device, sizes, _buffers);
            _routers = new RouterTransfers(model.Device, sizes, _buffers);
            Zero(_buffers.AllStates);
        }
        catch
        {
            Free();
            throw;
        }
    }

    public override long Bytes { get; }

    protected override void Run(ModelInput input, SessionPiece piece, PassOutputs outputs, CancellationToken cancellationToken)
    {
        _shape = WriteInputs(input, piece);
        if (piece.Count == 1 && input.Embeddings.IsEmpty && input.FeatureRows.IsEmpty && !outputs.WantsStream() && !outputs.WantsRouter())
        {
            RunStep(piece, outputs, cancellationToken);
        }
        else
        {
            RunPiece(input, piece, outputs, cancellationToken);
        }
    }

    protected override bool TakesCounts => true;

    protected override void Clear() => Zero(_buffers.ZeroAtReset);

    protected override void CheckDevice(string during) => _model.Device.ThrowIfLost(during);

    protected override void Release()
    {
        _model.Forget(this);
        Free();
    }

    private void Free()
    {
        _routers?.Dispose();
        _transfers?.Dispose();
        _work?.Dispose();
        foreach (CommandStream step in _steps.Values)
        {
            step.Dispose();
        }

        _sets.Dispose();
        _buffers.Dispose();
    }

    private void Zero(IEnumerable<BufferRange> ranges)
    {
        _work.Begin();
        _work.FullBarrier();
        foreach (BufferRange range in ranges)
        {
            _work.Fill(range, 0);
        }

        _work.FullBarrier();
        _work.End();
        _work.Run("clearing a session");
    }

    private CallShape WriteInputs(ModelInput input, SessionPiece piece)
    {
        ReadOnlySpan<SequenceSpan> sequences = Sequences(input, piece);
        int keys = 0;
        foreach (SequenceSpan sequence in sequences)
        {
            keys = Math.Max(keys, sequence.End);
        }

        CallShape shape = new(BatchSize, piece.Count, keys - piece.Count);
        PieceInput.CopyTokens(input, piece, BatchSize, MemoryMarshal.Cast<byte, int>(_buffers.Tokens.Buffer.Span(_buffers.Tokens.Offset, checked((int)_buffers.Tokens.Bytes))));
        StepBuffer.Write(_buffers.Step, shape, _sizes.Tower.AttentionGroups, Capacity, sequences);
        Rotary?.Fill(
            Positions(input, piece, BatchSize),
            MemoryMarshal.Cast<byte, float>(_buffers.Rope.Buffer.Span(_buffers.Rope.Offset, checked((int)_buffers.Rope.Bytes))));
        return shape;
    }
}

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// A batch of sequences on a Vulkan device. Input is cut into pieces: one of a single column replays the decode step recorded once,
/// a longer one is recorded as prefill. Only the step, token and rotary buffers change between replays.
/// </summary>
internal sealed partial class VulkanSession : ModelSession
{
    private readonly VulkanModel _model;
    private readonly SessionSizes _sizes;
    private readonly SessionBuffers _buffers;
    private readonly DescriptorSets _sets;
    private readonly CommandStream _decode;
    private readonly CommandStream _work;
    private readonly int[] _positions;
    private bool _decodeRecorded;

    public VulkanSession(VulkanModel model, SessionSizes sizes, MemoryTable uses)
        : base(model.Info.VocabularySize, sizes.Batch, sizes.Capacity, sizes.Chunk, model.CreateRotary())
    {
        _model = model;
        _sizes = sizes;
        _positions = new int[sizes.Rows];
        _buffers = new SessionBuffers(model.Device, sizes, uses);
        _sets = new DescriptorSets(model.Device);
        try
        {
            _decode = new CommandStream(model.Device);
            _work = new CommandStream(model.Device);
            Zero(_buffers.AllStates);
        }
        catch
        {
            Free();
            throw;
        }
    }

    protected override void Run(ReadOnlySpan<int> tokens, SessionPiece piece, Span<float> logits, CancellationToken cancellationToken)
    {
        WriteInputs(tokens, piece);
        if (piece.Count == 1)
        {
            RunDecode(piece, logits, cancellationToken);
        }
        else
        {
            RunPrefill(piece, logits, cancellationToken);
        }
    }

    protected override void Clear() => Zero(_buffers.ZeroAtReset);

    protected override void CheckDevice(string during) => _model.Device.ThrowIfLost(during);

    protected override void Release()
    {
        _model.Forget(this);
        Free();
    }

    private void Free()
    {
        _work?.Dispose();
        _decode?.Dispose();
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

    private void WriteInputs(ReadOnlySpan<int> tokens, SessionPiece piece)
    {
        Span<int> ids = MemoryMarshal.Cast<byte, int>(_buffers.Tokens.Buffer.Span(_buffers.Tokens.Offset, checked((int)_buffers.Tokens.Bytes)));
        for (int b = 0; b < BatchSize; b++)
        {
            tokens.Slice((b * piece.Columns) + piece.Start, piece.Count).CopyTo(ids[(b * piece.Count)..]);
        }

        FillPositions(piece, _positions.AsSpan(0, BatchSize * piece.Count));
        StepBuffer.Write(_buffers.Step, Shape(piece), _sizes.Definition.KeyValueHeads, Capacity, Padding);
        Rotary?.Fill(
            _positions.AsSpan(0, BatchSize * piece.Count),
            MemoryMarshal.Cast<byte, float>(_buffers.Rope.Buffer.Span(_buffers.Rope.Offset, checked((int)_buffers.Rope.Bytes))));
    }

    private CallShape Shape(SessionPiece piece) => new(BatchSize, piece.Count, Length);
}

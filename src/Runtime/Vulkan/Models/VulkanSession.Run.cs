using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;

namespace Modelwright.Runtime.Vulkan;

/// <content>Recording and running pieces.</content>
internal sealed partial class VulkanSession
{
    private const string During = "a forward pass";

    /// <summary>A long prefill goes to the device in parts, so that cancelling is heard and no watchdog wakes.</summary>
    private const int DispatchesPerSubmission = 32;

    private void RunDecode(SessionPiece piece, Span<float> logits, CancellationToken cancellationToken)
    {
        if (!_decodeRecorded)
        {
            RecordDecode(piece);
            _decodeRecorded = true;
        }

        _decode.Run(During, cancellationToken);
        if (piece.Scope == LogitsScope.All || (piece.Scope == LogitsScope.Last && piece.IsLast))
        {
            int stride = piece.Scope == LogitsScope.All ? piece.Columns : 1;
            for (int b = 0; b < BatchSize; b++)
            {
                CopyRow(b, logits, (b * stride) + (piece.Scope == LogitsScope.All ? piece.Start : 0));
            }
        }
    }

    private void RecordDecode(SessionPiece piece)
    {
        CommandRecorder commands = new(_model.Device, _sets) { Replayed = true };
        SessionRecorder recorder = Recorder(commands);
        commands.Begin(_decode, Shape(piece));
        _model.CallRecordDecode(recorder);
        CopyLogits(commands, _decode);
        commands.End();
        long bytes = recorder.WeightsRead.Sum(ReadBytes);
        _model.Count(s => s with { DecodeDispatches = commands.Dispatches, WeightBytesPerToken = bytes });
    }

    private void RunPrefill(SessionPiece piece, Span<float> logits, CancellationToken cancellationToken)
    {
        CommandRecorder commands = new(_model.Device, _sets)
        {
            PartLength = DispatchesPerSubmission,
            PartDone = () => _work.Run(During, cancellationToken),
        };
        SessionRecorder recorder = Recorder(commands);
        commands.Begin(_work, Shape(piece));
        _model.CallRecordPrefill(recorder);
        int layers = commands.Dispatches;
        bool last = piece.Scope == LogitsScope.Last && piece.IsLast;
        if (last)
        {
            commands.Barrier();
            _model.CallRecordLastLogits(recorder);
            CopyLogits(commands, _work);
        }

        commands.End();
        int head = commands.Dispatches - layers;
        _work.Run(During, cancellationToken);
        _model.Count(s => s with { PrefillDispatches = layers, LogitsDispatches = last ? head : s.LogitsDispatches });
        for (int b = 0; last && b < BatchSize; b++)
        {
            CopyRow(b, logits, b);
        }

        if (piece.Scope == LogitsScope.All)
        {
            RunWindows(commands, recorder, piece, logits, cancellationToken);
        }
    }

    /// <summary>All rows' logits, a window of rows at a time: recorded once, replayed with the next row offset.</summary>
    private void RunWindows(CommandRecorder commands, Recorder recorder, SessionPiece piece, Span<float> logits, CancellationToken cancellationToken)
    {
        commands.PartDone = null;
        commands.Begin(_work, Shape(piece));
        _model.CallRecordAllLogits(recorder);
        CopyLogits(commands, _work);
        commands.End();
        int rows = BatchSize * piece.Count;
        for (int first = 0; first < rows; first += SessionSizes.LogitsWindow)
        {
            StepBuffer.WriteRowOffset(_buffers.Step, first);
            _work.Run(During, cancellationToken);
            for (int row = first; row < Math.Min(rows, first + SessionSizes.LogitsWindow); row++)
            {
                (int b, int t) = Math.DivRem(row, piece.Count);
                CopyRow(row - first, logits, (b * piece.Columns) + piece.Start + t);
            }
        }
    }

    private SessionRecorder Recorder(CommandRecorder commands) =>
        new(_model.Device, _model.Loaded.Kernels, _model.Loaded.Weights, _buffers, commands);

    private void CopyLogits(CommandRecorder commands, CommandStream stream)
    {
        if (_buffers.HostLogits != _buffers.Logits)
        {
            commands.TransferBarrier();
            stream.Copy(_buffers.Logits, _buffers.HostLogits);
        }
    }

    /// <summary>Copies a row of the device's logits to where the caller wants it, without the padding.</summary>
    private void CopyRow(int row, Span<float> logits, int destinationRow)
    {
        int vocabulary = _model.Info.VocabularySize;
        long offset = _buffers.HostLogits.Offset + ((long)row * _sizes.LogitsStride * sizeof(float));
        MemoryMarshal.Cast<byte, float>(_buffers.HostLogits.Buffer.Span(offset, vocabulary * sizeof(float)))
            .CopyTo(logits.Slice(checked(destinationRow * vocabulary), vocabulary));
    }

    /// <summary>Bytes of a weight that one step reads, as far as the model says: a token meets few of the experts.</summary>
    private long ReadBytes(BufferRange range) => (long)(range.TotalBytes * _model.Loaded.Weights.ReadFraction(range, _sizes.Definition.ReadFractions));
}

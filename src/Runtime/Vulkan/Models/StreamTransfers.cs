using System;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// The residual stream between host and device: embeddings and features that come in, and what is wanted of it between layers. Its memory is allocated when it is first
/// needed, so a session that feeds tokens and reads heads has none.
/// </summary>
internal sealed class StreamTransfers(VulkanDevice device, SessionSizes sizes, SessionBuffers buffers) : IDisposable
{
    private readonly int _width = sizes.Tower.Info.Width;
    private readonly long _stride = SessionSizes.RowBytes(sizes.Tower.Info.Width);
    private readonly BufferRange _stream = buffers.Scratch[sizes.Tower.Residual];
    private BufferArena? _exchange;
    private BufferArena? _kept;

    /// <summary>Embeddings in place of the entry, or features in place of some of its rows.</summary>
    public void Enter(CommandRecorder commands, ModelInput input, SessionPiece piece)
    {
        if (!input.Embeddings.IsEmpty)
        {
            for (int row = 0; row < piece.Count * sizes.Batch; row++)
            {
                PieceInput.Embedding(input, piece, row, _width).CopyTo(Row(Exchange, row));
            }

            commands.Copy(Rows(Exchange, 0, piece.Count * sizes.Batch), Rows(_stream, 0, piece.Count * sizes.Batch));
        }

        for (int i = 0; i < input.FeatureRows.Length; i++)
        {
            int row = PieceInput.RowOf(piece, input.FeatureRows[i]);
            if (row >= 0)
            {
                input.Features.Slice(i * _width, _width).CopyTo(Row(Exchange, row));
                commands.Copy(Rows(Exchange, row, 1), Rows(_stream, row, 1));
            }
        }
    }

    /// <summary>What is added behind a layer: the host does it, between two parts of the recording.</summary>
    public void Add(CommandRecorder commands, ModelInput input, SessionPiece piece, int layer)
    {
        int count = input.FeatureRows.Length;
        if (input.LayerFeatures.Length <= layer * count * _width)
        {
            return;
        }

        int rows = piece.Count * sizes.Batch;
        commands.Copy(Rows(_stream, 0, rows), Rows(Exchange, 0, rows));
        commands.Flush();
        for (int i = 0; i < count; i++)
        {
            int row = PieceInput.RowOf(piece, input.FeatureRows[i]);
            Span<float> stream = row < 0 ? [] : Row(Exchange, row);
            ReadOnlySpan<float> features = input.LayerFeatures[(((layer * count) + i) * _width)..];
            for (int j = 0; j < stream.Length; j++)
            {
                stream[j] += features[j];
            }
        }

        commands.Copy(Rows(Exchange, 0, rows), Rows(_stream, 0, rows));
    }

    /// <summary>Keeps the stream as it is about to enter a layer, for every result that wants it.</summary>
    public void Keep(CommandRecorder commands, PassOutputs outputs, SessionPiece piece, int layer)
    {
        for (int i = 0; i < outputs.Count && outputs.WantsStream(layer); i++)
        {
            if (IsWanted(outputs[i], piece) && outputs[i].Layer == layer)
            {
                int rows = piece.Count * sizes.Batch;
                commands.Copy(Rows(_stream, 0, rows), Rows(Kept(outputs.Count, i), 0, rows));
            }
        }
    }

    /// <summary>Hands out what was kept.</summary>
    public void Read(PassOutputs outputs, SessionPiece piece)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            if (!IsWanted(outputs[i], piece))
            {
                continue;
            }

            foreach (OutputRun run in outputs[i].Rows.In(piece, sizes.Batch))
            {
                for (int row = 0; row < run.Count; row++)
                {
                    Row(Kept(outputs.Count, i), run.First + (row * run.Stride)).CopyTo(outputs.Destination(i)[((run.Destination + row) * _width)..]);
                }
            }
        }
    }

    public void Dispose()
    {
        _exchange?.Dispose();
        _kept?.Dispose();
    }

    private BufferRange Exchange => (_exchange ??= Allocate(1, "embeddings")).Ranges[0];

    private bool IsWanted(ModelOutput output, SessionPiece piece) => output.IsStream && output.Rows.In(piece, sizes.Batch).Any();

    private BufferRange Kept(int count, int index)
    {
        if (_kept is null || _kept.Ranges.Count < count)
        {
            _kept?.Dispose();
            _kept = Allocate(count, "hidden states");
        }

        return _kept.Ranges[index];
    }

    private BufferArena Allocate(int count, string name)
    {
        BufferRequest[] requests = new BufferRequest[count];
        Array.Fill(requests, new BufferRequest(name, sizes.Rows * _stride));
        return BufferArena.Allocate(device, requests, MemoryUsage.Readback);
    }

    private BufferRange Rows(BufferRange range, int first, int count) => range.Slice(first * _stride, count * _stride);

    private Span<float> Row(BufferRange range, int row) =>
        MemoryMarshal.Cast<byte, float>(range.Buffer.Span(range.Offset + (row * _stride), _width * sizeof(float)));
}

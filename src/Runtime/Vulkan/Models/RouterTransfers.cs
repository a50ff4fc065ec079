using System;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Router logits from the device, layer by layer. Its memory is allocated when they are first wanted.</summary>
internal sealed class RouterTransfers(VulkanDevice device, SessionSizes sizes, SessionBuffers buffers) : IDisposable
{
    private BufferArena? _kept;

    /// <summary>Keeps what the router of a layer has said, for every result that wants it.</summary>
    public void Keep(CommandRecorder commands, PassOutputs outputs, SessionPiece piece, int layer)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            if (IsWanted(outputs[i], piece) && outputs[i].Layer == layer)
            {
                long bytes = piece.Count * sizes.Batch * Stride;
                commands.Copy(buffers.Scratch[sizes.Tower.RouterLogits].Slice(0, bytes), Kept(outputs.Count, i).Slice(0, bytes));
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

            BufferRange kept = Kept(outputs.Count, i);
            int experts = sizes.Tower.Info.Experts!.Count;
            foreach (OutputRun run in outputs[i].Rows.In(piece, sizes.Batch))
            {
                for (int row = 0; row < run.Count; row++)
                {
                    long offset = kept.Offset + ((run.First + (row * run.Stride)) * Stride);
                    MemoryMarshal.Cast<byte, float>(kept.Buffer.Span(offset, experts * sizeof(float))).CopyTo(outputs.Destination(i)[((run.Destination + row) * experts)..]);
                }
            }
        }
    }

    public void Dispose() => _kept?.Dispose();

    /// <summary>Bytes from one row to the next.</summary>
    private long Stride => sizes.Definition.Scratch[sizes.Tower.RouterLogits].Bytes;

    private bool IsWanted(ModelOutput output, SessionPiece piece) => output.IsRouter && output.Rows.In(piece, sizes.Batch).Any();

    private BufferRange Kept(int count, int index)
    {
        if (_kept is null || _kept.Ranges.Count < count)
        {
            _kept?.Dispose();
            BufferRequest[] requests = new BufferRequest[count];
            Array.Fill(requests, new BufferRequest("router logits", sizes.Rows * Stride));
            _kept = BufferArena.Allocate(device, requests, MemoryUsage.Readback);
        }

        return _kept.Ranges[index];
    }
}

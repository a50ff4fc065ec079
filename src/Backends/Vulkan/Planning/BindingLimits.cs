using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// What is larger than Vulkan promises that a shader may bind at once (<c>maxStorageBufferRange</c>, 128 MiB). Weights and states are then cut into windows, which costs dispatches;
/// buffers of a call cannot be cut, so a device that has no more refuses the session.
/// </summary>
internal static class BindingLimits
{
    private const long Promised = 128L << 20;
    private const double MiB = 1 << 20;

    /// <summary>The columns of a call and the rows of an exit that the runtime lays buffers out for where nobody says otherwise.</summary>
    private const int UsualChunk = 256;
    private const int LargestChunk = 64;
    private const int ExitRows = 64;

    public static IEnumerable<CompilerMessage> Check(ModelJob job, ModelPlan plan)
    {
        foreach (Part buffer in Buffers(job, plan).Where(static buffer => buffer.Bytes > Promised))
        {
            yield return new CompilerMessage(MessageId.BufferOverLimit, "", [buffer.Name, InMiB(buffer.Bytes), Batch(job).ToString(CultureInfo.InvariantCulture)]);
        }

        Part[] cut = [.. Weights(job, plan).Concat(States(job, plan)).Where(static part => part.Bytes > Promised)];
        if (cut.Length > 0)
        {
            Part largest = cut.Aggregate(static (largest, part) => part.Bytes > largest.Bytes ? part : largest);
            yield return new CompilerMessage(MessageId.BoundInWindows, "", [cut.Length.ToString(CultureInfo.InvariantCulture), largest.Name, InMiB(largest.Bytes)]);
        }
    }

    /// <summary>What holds a call's values, by the slots that share memory.</summary>
    private static IEnumerable<Part> Buffers(ModelJob job, ModelPlan plan)
    {
        (int batch, int context) = (Batch(job), MemoryEstimate.ContextOf(job.Spec, job.Defaults));
        int chunk = Math.Max(1, Math.Min(Math.Min(UsualChunk, context), plan.MaxRows / batch));
        long rows = (long)batch * ((chunk + LargestChunk - 1) / LargestChunk * LargestChunk);
        foreach (NamedScratch scratch in plan.Scratch.Buffers)
        {
            yield return new Part(scratch.Name, scratch.Buffer.Bytes * scratch.Buffer.Unit switch
            {
                ScratchUnit.Row => rows,
                ScratchUnit.Sequence => batch,
                ScratchUnit.SequenceSplit => (long)batch * ((context + AttentionDecodeKernel.KeysPerSplit - 1) / AttentionDecodeKernel.KeysPerSplit),
                _ => 1,
            });
        }

        foreach (PlannedExit exit in plan.Text.Exits)
        {
            yield return new Part(exit.Name, Math.Max(batch, Math.Min(ExitRows, (long)batch * chunk)) * exit.Width * sizeof(float));
        }
    }

    private static IEnumerable<Part> Weights(ModelJob job, ModelPlan plan) =>
        plan.Weights.Slots.Where(slot => !MemoryEstimate.IsTied(job.Spec, slot)).Select(slot => new Part(slot.Name, MemoryEstimate.Bytes(slot, job.Defaults.Storage, job.Spec.StoredType == ElementType.F32 ? sizeof(float) : sizeof(short))));

    private static IEnumerable<Part> States(ModelJob job, ModelPlan plan)
    {
        int cached = MemoryEstimate.IsWide(job.Spec, job.Defaults) ? sizeof(float) : sizeof(short);
        return plan.States.States.Select(state => new Part(
            state.Name,
            Batch(job) * MemoryEstimate.Bytes(state.Spec, MemoryEstimate.ContextOf(job.Spec, job.Defaults), cached) / (state.Spec is StateSpec.KeyValue ? 2 : 1)));
    }

    private static int Batch(ModelJob job) => job.Defaults.MaxBatch ?? 1;

    private static string InMiB(long bytes) => Math.Ceiling(bytes / MiB).ToString("F0", CultureInfo.InvariantCulture);

    /// <summary>A buffer, or a layer's matrix or state.</summary>
    private sealed record Part(string Name, long Bytes);
}

using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// Knows which bytes were read and written since the last barrier and refuses a dispatch that would race with them.
/// The validation layer misses writes after writes, and a device that runs in order hides all of them: this is the net that is always there.
/// </summary>
internal sealed class HazardTracker
{
    private readonly List<(BufferRange Range, bool Writes, string Kernel)> _accesses = [];

    /// <summary>Nothing happened since the last barrier.</summary>
    public bool IsClear => _accesses.Count == 0;

    public void Barrier() => _accesses.Clear();

    /// <exception cref="MissingBarrierException">The access races with an earlier one.</exception>
    public void Check(string kernel, BufferRange range, BindingAccess access)
    {
        bool writes = access != BindingAccess.Read;
        foreach ((BufferRange earlier, bool wrote, string by) in _accesses)
        {
            if ((writes || wrote) && earlier.Overlaps(range))
            {
                string hazard = (wrote, access) switch
                {
                    (true, BindingAccess.Write) => "write after write",
                    (true, _) => "read after write",
                    _ => "write after read",
                };
                throw new MissingBarrierException(kernel, by, range.Name, hazard);
            }
        }
    }

    /// <summary>Notes what a dispatch did; its own bindings are checked against each other by <see cref="CheckAliases"/>.</summary>
    public void Add(string kernel, BufferRange range, BindingAccess access) => _accesses.Add((range, access != BindingAccess.Read, kernel));

    /// <summary>A dispatch whose bindings overlap, one of them written, races with itself.</summary>
    public static void CheckAliases(string kernel, ReadOnlySpan<BufferRange> bindings, IReadOnlyList<BindingAccess> accesses)
    {
        for (int i = 0; i < bindings.Length; i++)
        {
            for (int j = i + 1; j < bindings.Length; j++)
            {
                if ((accesses[i] != BindingAccess.Read || accesses[j] != BindingAccess.Read) && bindings[i].Overlaps(bindings[j]))
                {
                    throw new MissingBarrierException(kernel, kernel, $"{bindings[i].Name} and {bindings[j].Name}", "overlap");
                }
            }
        }
    }
}

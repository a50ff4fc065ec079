using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Vulkan;

/// <content>Dispatches for windows of weights and states, and for segments of the keys.</content>
internal sealed unsafe partial class CommandRecorder
{
    /// <summary>The end of a state that is bound whole: more rows than any has.</summary>
    private const long AllRows = uint.MaxValue;

    /// <summary>One dispatch for each window of the states. They write different items, so none waits for another unless a window goes on with an item of the one before it.</summary>
    private void DispatchStates(ComputeKernel kernel, ReadOnlySpan<BufferRange> bindings, StateCut states)
    {
        IReadOnlyList<BufferWindow> windows = bindings[states.Bindings[0] + 1].Windows ?? [new BufferWindow(default, 0, AllRows)];
        BufferRange[] bound = bindings.ToArray();
        for (int i = 0; i < windows.Count; i++)
        {
            if (windows[i].FirstInItem >= _shape.Keys && kernel.Definition.SegmentKeys > 0)
            {
                continue;
            }

            foreach (int binding in states.Bindings)
            {
                bound[binding + 1] = bindings[binding + 1].Windows is { } own ? own[i].Range : bindings[binding + 1];
            }

            bool waits = states.Joins && windows[i].Continues;
            if (waits)
            {
                Barrier();
            }

            Bind(kernel, bound);
            if (kernel.Definition.SegmentKeys > 0)
            {
                DispatchSegments(kernel, bound, windows[i], isAlone: i == 0 || waits);
                continue;
            }

            Track(kernel, bound, i == 0 || waits ? null : (IReadOnlyList<int>)states.Bindings);
            Push(kernel, [(uint)windows[i].FirstRow, (uint)(windows[i].FirstRow + windows[i].Rows)]);
            Start(kernel, bound[0]);
        }
    }

    /// <summary>One dispatch for each segment of the keys that are bound; they follow each other.</summary>
    private void DispatchSegments(ComputeKernel kernel, ReadOnlySpan<BufferRange> bindings, BufferWindow window, bool isAlone = true)
    {
        int last = (int)Math.Min(_shape.Keys, window.Rows == AllRows ? _shape.Keys : window.EndInItem);
        for (int first = (int)window.FirstInItem; first < last; first += kernel.Definition.SegmentKeys)
        {
            bool follows = first > window.FirstInItem;
            if (follows)
            {
                Barrier();
            }

            int end = Math.Min(first + kernel.Definition.SegmentKeys, last);
            Push(kernel, [(uint)first, (uint)end, first == 0 ? 1u : 0u, end == _shape.Keys ? 1u : 0u, (uint)window.FirstRow, (uint)(window.FirstRow + window.Rows)]);
            Track(kernel, bindings, follows || isAlone ? null : (IReadOnlyList<int>)kernel.Definition.States!.Bindings);
            Start(kernel, bindings[0]);
        }
    }

    /// <summary>One dispatch for each window of the weight. They write different items, so none waits for another unless they accumulate.</summary>
    private void DispatchWindows(ComputeKernel kernel, ReadOnlySpan<BufferRange> bindings, KernelCut cut)
    {
        BufferRange weight = bindings[cut.Binding + 1];
        IReadOnlyList<BufferWindow> windows = weight.Windows ?? [new BufferWindow(weight, 0, (long)cut.Items * cut.RowsPerItem)];
        BufferRange[] bound = bindings.ToArray();
        for (int i = 0; i < windows.Count; i++)
        {
            bound[cut.Binding + 1] = windows[i].Range;
            if (i > 0 && cut.Accumulates)
            {
                Barrier();
            }

            Bind(kernel, bound);
            Track(kernel, bound, i == 0 || cut.Accumulates ? null : [cut.Binding]);
            long first = windows[i].FirstRow / cut.RowsPerItem;
            long last = first + (windows[i].Rows / cut.RowsPerItem) - 1;
            Push(kernel, [(uint)first, (uint)last + 1]);
            Start(kernel, bound[0], (int)((last / cut.Group) - (first / cut.Group) + 1));
        }
    }
}

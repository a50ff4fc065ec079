using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// A model's kernels, each once however many blocks and functions use it. A kernel that one function uses has that function's word before its name;
/// where the same name would stand for two kernels, the block's name comes between.
/// </summary>
internal sealed record KernelTable(EquatableArray<NamedKernel> Kernels)
{
    /// <param name="blocks">What the kernels are used in.</param>
    /// <param name="reorder">The kernel that the runtime runs where a checkpoint wants it, in models whose checkpoints may.</param>
    public static KernelTable Of(IReadOnlyList<PlannedBlock> blocks, Kernel? reorder = null)
    {
        KernelUse[] calls = [.. blocks.SelectMany(static block => block.Calls.Select(call => new KernelUse(block, call)))];
        List<NamedKernel> kernels = [];
        HashSet<string> taken = [];
        foreach (IGrouping<Kernel, KernelUse> uses in calls.GroupBy(static use => Nameless(use.Call.Kernel)))
        {
            string name = Candidates([.. uses]).First(candidate => candidate.Length > 0 && taken.Add(candidate)); // two towers may share one that no function names
            string origin = string.Join("; ", uses.Select(static use => use.Call.Origin).Where(static text => text.Length > 0).Distinct());
            kernels.Add(new NamedKernel(uses.Key with { Name = name }, uses.First().Call.Topic, origin));
        }

        if (reorder is not null)
        {
            kernels.Add(new NamedKernel(reorder, KernelTopic.Linear, ConfigKeys.QuantizationConfig));
        }

        return new KernelTable(kernels.ToEquatableArray());
    }

    /// <summary>Whether the runtime can bring inputs into the order of a matrix's columns.</summary>
    public bool Reorders => Kernels.Any(static kernel => kernel.Kernel.Name == ReorderKernel.Name);

    /// <summary>The final name of a call's kernel.</summary>
    public string NameOf(Kernel kernel) => Kernels.First(known => Nameless(known.Kernel) == Nameless(kernel)).Kernel.Name;

    private static Kernel Nameless(Kernel kernel) => kernel with { Name = "" };

    private static IEnumerable<string> Candidates(IReadOnlyList<KernelUse> uses)
    {
        (PlannedBlock block, KernelCall call) = uses[0];
        bool oneFunction = uses.All(use => use.Block.Function == block.Function);
        string function = oneFunction ? block.Function : "";
        yield return function + call.Use;
        yield return function + CSharpName.Pascal(block.Name) + call.Use;
        for (int number = 2; ; number++)
        {
            yield return function + CSharpName.Pascal(block.Name) + call.Use + Literal.Of(number);
        }
    }

    private sealed record KernelUse(PlannedBlock Block, KernelCall Call);
}

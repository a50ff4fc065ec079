using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Modelwright.Backends.Vulkan;
using Modelwright.Compiler;
using Modelwright.IR;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Gpu;

/// <summary>A kernel of a model with the formats of what it binds, as the runtime would make its pipeline.</summary>
internal sealed record KernelUse(string Config, Variant Variant, bool Decodes, KernelDefinition Definition, EquatableArray<uint> Formats)
{
    /// <summary>Every kernel of a config that the variant is about, in every combination of formats that it meets.</summary>
    /// <exception cref="InvalidDataException">The config is not a model's.</exception>
    public static IReadOnlyList<KernelUse> Of(string path, Variant variant, CancellationToken cancel)
    {
        BindResult bound = ModelCompiler.Bind(File.ReadAllText(path), cancel);
        ModelSpec spec = bound.Spec ?? throw new InvalidDataException($"'{path}' is no model's config.");
        ModelPlan plan = VulkanBackend.Plan(ModelLowering.Lower(spec), cancel);
        Dictionary<string, IReadOnlyList<uint>> words = Words(plan, variant.Weights);
        Dictionary<Kernel, string> names = plan.Kernels.Kernels.ToDictionary(static named => named.Kernel with { Name = "" }, static named => named.Kernel.Name);
        HashSet<PlannedBlock> decoding = [.. plan.Towers.SelectMany(static tower => tower.Decode.Blocks.Concat(tower.Exits.Select(static exit => exit.Last)))];
        return
        [
            .. from block in plan.Towers.SelectMany(static tower => tower.Blocks).Concat(plan.Encoder?.Blocks ?? [])
               from call in block.Calls.Zip(block.Plan.Works)
               where !variant.CachesAlone || call.First.Kernel.Glsl.Contains("CACHE_FORMAT", StringComparison.Ordinal)
               from formats in Combinations(call.Second, words)
               group (Decodes: decoding.Contains(block), call.First.Kernel, formats) by (Name: names[call.First.Kernel with { Name = "" }], formats) into uses
               select new KernelUse(Path.GetFileNameWithoutExtension(path), variant, uses.Any(static use => use.Decodes), Define(uses.First().Kernel, uses.Key.Name), uses.Key.formats),
        ];
    }

    /// <summary>What the kernels are told of each matrix: one word, or one for each part that is kept in another format.</summary>
    private static Dictionary<string, IReadOnlyList<uint>> Words(ModelPlan plan, WeightStorage asked)
    {
        WeightSlot[] slots = [.. plan.Weights.Slots];
        Dictionary<int, int> together = plan.WindowRows.ToDictionary(rows => slots.ToList().FindIndex(slot => slot.Name == rows.Slot.Name), static rows => rows.Rows);
        StoragePlan storage = StoragePlan.Of(asked, WeightStorage.BFloat16, new WeightManifest(slots, []), together);
        return slots.Where(static slot => slot.Kind == WeightKind.Matrix).ToDictionary(
            static slot => slot.Name,
            IReadOnlyList<uint> (slot) => [.. storage.Of(slot, slot.Instances[0]).Select(static part => part.Format.Word).Distinct()]);
    }

    /// <summary>The formats of all bindings, the step buffer's first. One operand at most is in several.</summary>
    private static IEnumerable<EquatableArray<uint>> Combinations(Work work, Dictionary<string, IReadOnlyList<uint>> words)
    {
        IReadOnlyList<uint>[] each = [[0], .. work.Uses.Select(use => use.Resource is Resource.Weight weight && words.TryGetValue(weight.Slot.Name, out IReadOnlyList<uint>? known) ? known : [0])];
        int parts = each.Max(static formats => formats.Count);
        for (int part = 0; part < parts; part++)
        {
            yield return each.Select(formats => formats[formats.Count == 1 ? 0 : part]).ToEquatableArray();
        }
    }

    private static KernelDefinition Define(Kernel kernel, string name) => new(
        name,
        kernel.Text,
        kernel.Class,
        [.. kernel.Bindings.Select(static binding => binding.Access)],
        kernel.Grid.X,
        kernel.Grid.Y,
        kernel.Grid.Z,
        kernel.SegmentKeys,
        kernel.BindingCut,
        kernel.BindingStates);
}

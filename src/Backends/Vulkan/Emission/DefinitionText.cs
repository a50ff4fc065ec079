using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>What the runtime knows of the model, and the constructor that hands it on.</summary>
internal static class DefinitionText
{
    public static GeneratedFile Emit(ModelJob job, ModelPlan plan)
    {
        return ClassFile.Emit(job, "Definition", "what the runtime knows of the model", writer =>
        {
            WriteDefinition(writer, job, plan);
            writer.Line();
            using (writer.Open($"{job.Own} {job.TypeName}(string checkpoint, {VulkanNames.LoadOptions} options)\n    : base(Definition, checkpoint, options)"))
            {
            }
        });
    }

    /// <summary>The shared part of the class, for Vulkan.</summary>
    public static ClassFace Face(ModelJob job, ModelPlan plan) => new(
        Target: "Vulkan",
        Remark: $"One token takes {Literal.Of(plan.DispatchesPerToken)} dispatches, recorded once and replayed.",
        BaseType: job.Spec.Vision is null ? VulkanNames.Model : VulkanNames.VisionModel,
        VulkanNames.LoadOptions,
        LoadSummary: "Loads the model's weights to a Vulkan device.",
        Load: $"new {job.TypeName}(checkpoint, options ?? new())",
        ClassFace.Planner(VulkanNames.Memory, job.Qualified("Definition"), job.Spec.Vision is null ? null : job.Qualified("VisionTower")),
        plan.Weights);

    private static void WriteDefinition(CodeWriter writer, ModelJob job, ModelPlan plan)
    {
        writer.Line($"{job.Own} static readonly {VulkanNames.Definition} Definition = new(");
        using (writer.Indented())
        {
            writer.Line(ModelFacts.Info(job) + ",");
            writer.Line("Weights.Manifest,");
            writer.Line("KernelTable.Create(),");
            writer.Line("CreateScratch(),");
            writer.Line($"{VulkanNames.State}.Of(LayerStates),");
            writer.Line(ModelFacts.Rotary(plan.Module.Spec.Rope) + ",");
            writer.Line($"Towers: {Literal.List(plan.Towers.Select(tower => Tower(plan, tower)))},");
            writer.Line($"Stored: {RuntimeNames.WeightStorage}.{ModelFacts.Stored(plan.Module.Spec)})");
        }

        using (writer.Open("{", open: "", close: "};"))
        {
            writer.Line("// Kernels that the build compiled lie in the same assembly, as resources.");
            writer.Line($"KernelAssembly = typeof({job.TypeName}).Assembly,");
            if (plan.MaxRows < PrefillLimits.Rows)
            {
                writer.Line($"MaxRows = {Literal.Of(plan.MaxRows)},");
            }

            if (plan.Kernels.Reorders)
            {
                writer.Line("// A checkpoint may have columns that share scales with others than their neighbours: inputs are brought into the order in which such a matrix is kept.");
                writer.Line($"Reorder = Kernel.{ReorderKernel.Name},");
            }

            writer.Line("// Weights too large to bind are cut in windows; so many of their rows stay together.");
            Rows(writer, "WindowRows", plan.WindowRows);
            if (plan.WindowParts.Count > 0)
            {
                writer.Line("// An expert that is itself too large is cut as well; so many of its rows stay together.");
                Rows(writer, "WindowParts", plan.WindowParts);
            }

            using (writer.Open("ReadFractions = new global::System.Collections.Generic.Dictionary<int, double>", "{", "},"))
            {
                foreach (string fraction in plan.Weights.Slots.Select(slot => Fraction(plan.Module.Spec, slot)).Where(static text => text.Length > 0))
                {
                    writer.Line(fraction + ",");
                }
            }
        }
    }

    private static void Rows(CodeWriter writer, string name, IReadOnlyList<SlotRows> slots)
    {
        using (writer.Open($"{name} = new global::System.Collections.Generic.Dictionary<int, int>", "{", "},"))
        {
            foreach (SlotRows rows in slots)
            {
                writer.Line($"[Slot.{WeightManifestText.NameOf(rows.Slot)}] = {Literal.Of(rows.Rows)},");
            }
        }
    }

    private static string Tower(ModelPlan plan, PlannedTower tower)
    {
        int groups = AttentionGroups(tower);
        int heads = plan.Module.Spec.Attention.KeyValueHeads;
        bool named = tower.Prefix.Length == 0 && groups > 0 && groups % heads == 0;
        string count = !named ? Literal.Of(groups) : groups == heads ? "Config.KeyValueHeads" : Literal.Of(groups / heads) + " * Config.KeyValueHeads";
        return $"new({ModelFacts.Tower(plan.Module, tower.Tower)}, Residual: Buffer.{tower.Prefix}{BlockPlanner.ResidualName}, AttentionGroups: {count}{Routers(plan, tower)})";
    }

    /// <summary>Where a layer's router logits are.</summary>
    private static string Routers(ModelPlan plan, PlannedTower tower) =>
        tower.Prefix.Length == 0 && plan.Scratch.Buffers.Any(static buffer => buffer.Name == BlockPlanner.RouterLogitsName) ? $", RouterLogits: Buffer.{BlockPlanner.RouterLogitsName}" : "";

    /// <summary>The second axis of decode attention's grid, which the runtime writes beside the first: key/value heads, unless workgroups share them.</summary>
    private static int AttentionGroups(PlannedTower tower) =>
        tower.Blocks.SelectMany(static block => block.Calls).Select(static call => call.Kernel.Grid).Where(static grid => grid.X.Extent == Extent.KeySplits).Select(static grid => grid.Y.Factor).DefaultIfEmpty(0).Max();

    /// <summary>The part of a weight that one token reads, where it is not all of it.</summary>
    private static string Fraction(ModelSpec spec, WeightSlot slot) => WeightReadings.Of(spec, slot) switch
    {
        WeightReads.OneToken => $"[Slot.{WeightManifestText.NameOf(slot)}] = 1.0 / Config.VocabularySize",
        WeightReads.ChosenExperts => $"[Slot.{WeightManifestText.NameOf(slot)}] = (double)Config.ExpertsPerToken / Config.Experts",
        _ => "",
    };
}

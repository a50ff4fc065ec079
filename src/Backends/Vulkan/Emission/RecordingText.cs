using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>The plan in plain calls: one method a block, one line a dispatch, a barrier where the schedule has one.</summary>
internal static class RecordingText
{
    public static GeneratedFile Decode(ModelJob job, ModelPlan plan) =>
        ClassFile.Emit(job, "Decode", $"one new token a sequence, {Literal.Of(plan.DispatchesPerToken)} dispatches", writer =>
            WriteTowers(writer, plan, static tower => tower.Decode, "a layer for one new column a sequence"));

    public static GeneratedFile Prefill(ModelJob job, ModelPlan plan) =>
        ClassFile.Emit(job, "Prefill", "many new tokens a sequence", writer =>
            WriteTowers(writer, plan, static tower => tower.Prefill, "a layer for many new columns a sequence"));

    /// <summary>Every head, and the table of functions by which the runtime finds them all.</summary>
    public static GeneratedFile Exits(ModelJob job, ModelPlan plan) => ClassFile.Emit(job, "Exits", "heads, and the table of recorded functions", writer =>
    {
        WriteTable(writer, plan);
        foreach (PlannedExit exit in plan.Towers.SelectMany(static tower => tower.Exits))
        {
            WriteExit(writer, plan, exit.Last, $"{exit.Last.About}, for the last column of every sequence");
            WriteExit(writer, plan, exit.All, $"{exit.All.About}, for a window of rows");
        }
    });

    private static void WriteTable(CodeWriter writer, ModelPlan plan)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Open($"protected override global::System.Collections.Generic.IReadOnlyList<{VulkanNames.TowerFunctions}> Towers {{ get; }} =", "[", "];"))
        {
            foreach (PlannedTower tower in plan.Towers)
            {
                string exits = Literal.List(tower.Exits.Select(static exit => $"new(Record{exit.Last.Function}, Record{exit.All.Function})"));
                writer.Line($"new(Decode: {Form(tower.Decode)}, Prefill: {Form(tower.Prefill)}, Exits: {exits}),");
            }
        }

        static string Form(PlannedFunction form) => $"new({MethodName(form.Entry)}, {form.Name}Layer)";
    }

    private static void WriteExit(CodeWriter writer, ModelPlan plan, PlannedBlock exit, string about)
    {
        writer.Line().Summary(Sentence(about));
        using (writer.Open($"private static void Record{exit.Function}({VulkanNames.Recorder} r)"))
        {
            WriteDispatches(writer, plan, exit);
        }
    }

    private static void WriteTowers(CodeWriter writer, ModelPlan plan, Func<PlannedTower, PlannedFunction> form, string about)
    {
        for (int index = 0; index < plan.Towers.Count; index++)
        {
            if (index > 0)
            {
                writer.Line();
            }

            WriteFunction(writer, plan.Towers[index], form(plan.Towers[index]), about);
            WriteBlocks(writer, plan, plan.Towers[index].Tower, form(plan.Towers[index]));
        }
    }

    private static void WriteFunction(CodeWriter writer, PlannedTower tower, PlannedFunction function, string about)
    {
        writer.Summary(Sentence(about));
        using (writer.Open($"private static void {function.Name}Layer({VulkanNames.Recorder} r, int layer)"))
        {
            if (function.Kinds.Count == 1)
            {
                writer.Line($"{MethodName(function.Kinds[0])}(r, layer);");
            }
            else
            {
                WriteSwitch(writer, function, tower.Prefix);
            }
        }
    }

    private static void WriteSwitch(CodeWriter writer, PlannedFunction function, string prefix)
    {
        using (writer.Open($"switch ({prefix}LayerKinds[layer])"))
        {
            foreach (PlannedBlock kind in function.Kinds)
            {
                writer.Line($"case {prefix}LayerKind.{CSharpName.Pascal(kind.Name)}:");
                using (writer.Indented())
                {
                    writer.Line($"{MethodName(kind)}(r, layer);").Line("break;");
                }
            }
        }
    }

    private static void WriteBlocks(CodeWriter writer, ModelPlan plan, Tower tower, PlannedFunction function)
    {
        writer.Line().Summary(Sentence(function.Entry.About));
        using (writer.Open($"private static void {MethodName(function.Entry)}({VulkanNames.Recorder} r)"))
        {
            WriteDispatches(writer, plan, function.Entry);
        }

        for (int kind = 0; kind < function.Kinds.Count; kind++)
        {
            int[] layers = [.. tower.LayersOf(kind)];
            PlannedBlock block = function.Kinds[kind];
            writer.Line().Summary($"{Listing.Layers(layers)}: {block.About}, {Literal.Of(block.Calls.Count)} dispatches.");
            using (writer.Open($"private static void {MethodName(block)}({VulkanNames.Recorder} r, int layer)"))
            {
                WriteDispatches(writer, plan, block);
            }
        }
    }

    /// <summary>A block's dispatches between its barriers, each behind the config key or checkpoint module it comes from.</summary>
    public static void WriteDispatches(CodeWriter writer, PlannedBlock block, Func<Resource, string> operand, KernelTable kernels)
    {
        for (int interval = 0; interval < block.Plan.Intervals.Count; interval++)
        {
            if (interval > 0)
            {
                writer.Line();
            }

            writer.Line("r.Barrier();");
            foreach (int index in block.Plan.Intervals[interval].Works)
            {
                KernelCall call = block.Calls[index];
                IEnumerable<string> operands = block.Plan.Works[index].Uses.Select(use => operand(use.Resource));
                if (call.Origin.Length > 0)
                {
                    writer.Line("// " + call.Origin);
                }

                writer.Line($"r.Dispatch(Kernel.{kernels.NameOf(call.Kernel)}, [{string.Join(", ", operands)}]);");
            }
        }
    }

    private static void WriteDispatches(CodeWriter writer, ModelPlan plan, PlannedBlock block) =>
        WriteDispatches(writer, block, resource => Operand(plan, block, resource), plan.Kernels);

    private static string Operand(ModelPlan plan, PlannedBlock block, Resource resource) => resource switch
    {
        Resource.Scratch scratch => $"r.Scratch(Buffer.{plan.Scratch.NameOf(block, scratch.Buffer)})",
        Resource.Weight weight => $"r.Weight(Slot.{WeightManifestText.NameOf(weight.Slot)}{(plan.Weights.IsLayered(weight.Slot) ? ", layer" : "")})",
        Resource.Order order => $"r.Order(Slot.{WeightManifestText.NameOf(order.Slot)}, layer)",
        Resource.State state => $"r.State(State.{plan.States.NameOf(state)}, layer)",
        Resource.Session session => "r." + session.Buffer,
        _ => throw new IrException($"resource {resource}"),
    };

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words.Substring(1) + ".";

    private static string MethodName(PlannedBlock block) => block.Function + CSharpName.Pascal(block.Name);
}

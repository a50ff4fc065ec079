using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>The plan in plain calls: one method a block, one line a dispatch, a barrier where the schedule has one.</summary>
internal static class RecordingText
{
    public static GeneratedFile Decode(ModelJob job, ModelPlan plan) =>
        ClassFile.Emit(job, "Decode", $"one new token a sequence, {Literal.Of(plan.DispatchesPerToken)} dispatches", writer =>
        {
            WriteFunction(writer, plan, plan.Decode, "RecordDecode", logits: true);
            WriteBlocks(writer, plan, plan.Decode);
        });

    public static GeneratedFile Prefill(ModelJob job, ModelPlan plan) =>
        ClassFile.Emit(job, "Prefill", "many new tokens a sequence", writer =>
        {
            WriteFunction(writer, plan, plan.Prefill, "RecordPrefill", logits: false);
            WriteBlocks(writer, plan, plan.Prefill);
        });

    public static GeneratedFile Logits(ModelJob job, ModelPlan plan) =>
        ClassFile.Emit(job, "Logits", "final norm and head", writer =>
        {
            using (writer.Line("/// <inheritdoc/>").Open($"protected override void RecordLastLogits({VulkanNames.Recorder} r)"))
            {
                WriteDispatches(writer, plan, plan.LastLogits);
            }

            writer.Line();
            using (writer.Line("/// <inheritdoc/>").Open($"protected override void RecordAllLogits({VulkanNames.Recorder} r)"))
            {
                WriteDispatches(writer, plan, plan.AllLogits);
            }
        });

    private static void WriteFunction(CodeWriter writer, ModelPlan plan, PlannedFunction function, string method, bool logits)
    {
        using (writer.Line("/// <inheritdoc/>").Open($"protected override void {method}({VulkanNames.Recorder} r)"))
        {
            writer.Line($"{MethodName(function.Entry)}(r);");
            using (writer.Open("for (int layer = 0; layer < Config.LayerCount; layer++)"))
            {
                if (function.Kinds.Count == 1)
                {
                    writer.Line($"{MethodName(function.Kinds[0])}(r, layer);");
                }
                else
                {
                    WriteSwitch(writer, function);
                }
            }

            if (logits)
            {
                writer.Line().Line("RecordLastLogits(r);");
            }
        }
    }

    private static void WriteSwitch(CodeWriter writer, PlannedFunction function)
    {
        using (writer.Open("switch (LayerKinds[layer])"))
        {
            foreach (PlannedBlock kind in function.Kinds)
            {
                writer.Line($"case LayerKind.{CSharpName.Pascal(kind.Name)}:");
                using (writer.Indented())
                {
                    writer.Line($"{MethodName(kind)}(r, layer);").Line("break;");
                }
            }
        }
    }

    private static void WriteBlocks(CodeWriter writer, ModelPlan plan, PlannedFunction function)
    {
        writer.Line().Summary("The residual stream from the tokens.");
        using (writer.Open($"private static void {MethodName(function.Entry)}({VulkanNames.Recorder} r)"))
        {
            WriteDispatches(writer, plan, function.Entry);
        }

        for (int kind = 0; kind < function.Kinds.Count; kind++)
        {
            int[] layers = [.. plan.Module.Layers.Layers.Where(entry => entry.Kind == kind).Select(static entry => entry.Layer)];
            PlannedBlock block = function.Kinds[kind];
            writer.Line().Summary($"{Listing.Layers(layers)}: {Words(block.Name)}, {Literal.Of(block.Calls.Count)} dispatches.");
            using (writer.Open($"private static void {MethodName(block)}({VulkanNames.Recorder} r, int layer)"))
            {
                WriteDispatches(writer, plan, block);
            }
        }
    }

    private static void WriteDispatches(CodeWriter writer, ModelPlan plan, PlannedBlock block)
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
                IEnumerable<string> operands = block.Plan.Works[index].Uses.Select(use => Operand(plan, block, use.Resource));
                if (call.Origin.Length > 0)
                {
                    writer.Line("// " + call.Origin);
                }

                writer.Line($"r.Dispatch(Kernel.{plan.Kernels.NameOf(call.Kernel)}, {string.Join(", ", operands)});");
            }
        }
    }

    private static string Operand(ModelPlan plan, PlannedBlock block, Resource resource) => resource switch
    {
        Resource.Scratch scratch => $"r.Scratch(Buffer.{plan.Scratch.NameOf(block, scratch.Buffer)})",
        Resource.Weight weight => $"r.Weight(Slot.{WeightManifestText.NameOf(weight.Slot)}{(plan.Weights.IsLayered(weight.Slot) ? ", layer" : "")})",
        Resource.State state => $"r.State(State.{plan.States.NameOf(state)}, layer)",
        Resource.Session session => "r." + session.Buffer,
        _ => throw new IrException($"resource {resource}"),
    };

    private static string Words(string kind) => kind.Replace("_dense", " and a dense MLP").Replace("_experts", " and experts").Replace('_', ' ');

    private static string MethodName(PlannedBlock block) => block.Function + CSharpName.Pascal(block.Name);
}

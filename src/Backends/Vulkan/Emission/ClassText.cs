using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>The class's main file: how it is loaded, what memory it takes, and its definition for the runtime.</summary>
internal static class ClassText
{
    public static GeneratedFile Emit(ModelJob job, ModelPlan plan)
    {
        string name = CSharpName.Escape(job.ClassName);
        string head = $"{job.Accessibility} sealed partial class {name} : {VulkanNames.Model}";
        return ClassFile.Emit(job, topic: "", "the class", head, writer => WriteDocumentation(writer, job, plan), writer =>
        {
            WriteDefinition(writer, job, plan);
            writer.Line();
            using (writer.Open($"private {name}(string checkpoint, {VulkanNames.LoadOptions} options)\n    : base(CompiledModel, checkpoint, options)"))
            {
            }

            writer.Line();
            WriteLoad(writer, name);
            writer.Line();
            WriteMemory(writer);
        });
    }

    private static void WriteDocumentation(CodeWriter writer, ModelJob job, ModelPlan plan)
    {
        ModelSpec spec = plan.Module.Spec;
        writer.Line("/// <summary>");
        writer.Line($"/// {spec.ModelType}, {Literal.Of(spec.Layers.Count)} layers of width {Literal.Of(spec.HiddenSize)}, compiled for Vulkan from {CSharpName.Xml(job.ConfigName)}.");
        writer.Line($"/// One token takes {Literal.Of(plan.DispatchesPerToken)} dispatches, recorded once and replayed.");
        writer.Line("/// </summary>");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode({Literal.Of(ProductVersion.Product)}, {Literal.Of(ProductVersion.Text)})]");
    }

    private static void WriteDefinition(CodeWriter writer, ModelJob job, ModelPlan plan)
    {
        writer.Line($"private static readonly {VulkanNames.Definition} CompiledModel = new(");
        using (writer.Indented())
        {
            writer.Line(ModelFacts.Info(job) + ",");
            writer.Line("Weights.Manifest,");
            writer.Line("KernelTable.Create(),");
            writer.Line("CreateScratch(),");
            writer.Line("CreateStates(),");
            writer.Line(ModelFacts.Rotary(plan.Module.Spec.Rope) + ",");
            writer.Line(AttentionGroups(plan) + ",");
            writer.Line("Config.LayerCount,");
            writer.Line($"Stored: {RuntimeNames.WeightStorage}.{Stored(plan.Module.Spec.StoredType)})");
        }

        using (writer.Open("{", open: "", close: "};"))
        {
            if (plan.MaxRows < PrefillLimits.Rows)
            {
                writer.Line($"MaxRows = {Literal.Of(plan.MaxRows)},");
            }

            using (writer.Open("ReadFractions = new global::System.Collections.Generic.Dictionary<int, double>", "{", "},"))
            {
                foreach (string fraction in plan.Weights.Slots.Select(slot => Fraction(plan.Module.Spec, slot with { Layers = [] })).Where(static text => text.Length > 0))
                {
                    writer.Line(fraction + ",");
                }
            }
        }
    }

    /// <summary>The second axis of decode attention's grid, which the runtime writes beside the first: key/value heads, unless workgroups share them.</summary>
    private static string AttentionGroups(ModelPlan plan)
    {
        int heads = plan.Module.Spec.Attention.KeyValueHeads;
        int groups = plan.Kernels.Kernels.Select(static kernel => kernel.Kernel.Grid).Where(static grid => grid.X.Extent == Extent.KeySplits).Select(static grid => grid.Y.Factor).DefaultIfEmpty(heads).Max();
        return groups == heads ? "Config.KeyValueHeads" : Literal.Of(groups / heads) + " * Config.KeyValueHeads";
    }

    private static string Stored(ElementType? stored) => stored switch
    {
        ElementType.F32 => "Float32",
        ElementType.F16 => "Float16",
        _ => "BFloat16",
    };

    /// <summary>The part of a weight that one token reads, where it is not all of it.</summary>
    private static string Fraction(ModelSpec spec, WeightSlot slot)
    {
        if (slot == ModelWeights.Embedding(spec))
        {
            return $"[Slot.{WeightManifestText.NameOf(slot)}] = 1.0 / Config.VocabularySize";
        }

        return spec.Experts is ExpertsSpec experts && (slot == MoeWeights.GateUp(spec, experts) || slot == MoeWeights.Down(spec, experts))
            ? $"[Slot.{WeightManifestText.NameOf(slot)}] = (double)Config.ExpertsPerToken / Config.Experts"
            : "";
    }

    private static void WriteLoad(CodeWriter writer, string name)
    {
        writer.Summary("Loads the model's weights to a Vulkan device.");
        writer.Line("/// <param name=\"checkpoint\">The folder with the safetensors files, or one such file.</param>");
        writer.Line("/// <param name=\"options\">Device, storage format, context; the defaults where null.</param>");
        writer.Line("/// <exception cref=\"global::Modelwright.Runtime.ModelwrightException\">The checkpoint is not this model's, or no device can hold it; the type says which.</exception>");
        writer.Line($"public static {name} Load(string checkpoint, {VulkanNames.LoadOptions}? options = null) => new(checkpoint, options ?? new());");
    }

    private static void WriteMemory(CodeWriter writer)
    {
        writer.Summary("The device memory that weights, states and scratch buffers take. Computed from the config alone: nothing is loaded.");
        writer.Line("/// <param name=\"batch\">Sequences that advance together.</param>");
        writer.Line("/// <param name=\"context\">Columns a sequence can hold; 0: the options' context.</param>");
        writer.Line("/// <param name=\"options\">As for loading; the defaults where null.</param>");
        writer.Line(
            $"public static {VulkanNames.MemoryPlan} Memory(int batch = 1, int context = 0, {VulkanNames.LoadOptions}? options = null) =>\n" +
            $"    {VulkanNames.MemoryPlan}.Of(CompiledModel, batch, context, options ?? new());");
    }
}

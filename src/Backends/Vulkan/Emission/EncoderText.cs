using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>A tower that sees: the table of functions by which the runtime walks it, one method for each block, and its buffers.</summary>
internal static class EncoderText
{
    public static GeneratedFile Emit(ModelJob job, ModelPlan plan, PlannedEncoder encoder) => ClassFile.Emit(job, encoder.Prefix, "the tower that sees", writer =>
    {
        WriteTable(writer, job.Own, encoder, job.Spec.Vision ?? throw new IrException($"a tower '{encoder.Form.Name}' without a spec"));
        writer.Line();
        BuffersText.WriteScratch(writer, encoder.Scratch, encoder.Prefix);
        foreach (PlannedBlock block in encoder.Blocks)
        {
            string number = block == encoder.Layer ? ", int layer" : block == encoder.Tap ? ", int reading" : "";
            writer.Line().Summary($"{char.ToUpperInvariant(block.About[0])}{block.About.Substring(1)}, {Literal.Of(block.Calls.Count)} dispatches.");
            using (writer.Open($"private static void {MethodName(block)}({VulkanNames.Recorder} r{number})"))
            {
                RecordingText.WriteDispatches(writer, block, resource => Operand(plan, encoder, block, resource), plan.Kernels);
            }
        }
    });

    private static void WriteTable(CodeWriter writer, string access, PlannedEncoder encoder, VisionSpec vision)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line($"protected override {VulkanNames.EncoderFunctions} Encoder => VisionTower;").Line();
        writer.Summary("The tower that sees, as the runtime walks it.");
        writer.Line($"{access} static readonly {VulkanNames.EncoderFunctions} VisionTower = new(");
        using (writer.Indented())
        {
            writer.Line(ModelFacts.Vision(vision) + ",");
            writer.Line($"Create{encoder.Prefix}Scratch(),");
            writer.Line($"Entry: {MethodName(encoder.Entry)},");
            writer.Line($"Layer: {MethodName(encoder.Layer)},");
            writer.Line($"Features: {MethodName(encoder.Exit)},");
            writer.Line($"DeepStack: {(encoder.Tap is null ? "null" : MethodName(encoder.Tap))});");
        }
    }

    private static string Operand(ModelPlan plan, PlannedEncoder encoder, PlannedBlock block, Resource resource) => resource switch
    {
        Resource.Scratch scratch => $"r.Scratch({encoder.Prefix}Buffer.{encoder.Scratch.NameOf(block, scratch.Buffer)})",
        Resource.Weight weight => $"r.Weight(Slot.{WeightManifestText.NameOf(weight.Slot)}{Number(plan, encoder, block, weight.Slot)})",
        Resource.Session session => "r." + session.Buffer,
        _ => throw new IrException($"resource {resource}"),
    };

    private static string Number(ModelPlan plan, PlannedEncoder encoder, PlannedBlock block, WeightSlot slot) =>
        !plan.Weights.IsLayered(slot) ? "" : block == encoder.Tap ? ", reading" : ", layer";

    private static string MethodName(PlannedBlock block) => $"Record{block.Function}{CSharpName.Pascal(block.Name)}";
}

using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>A tower that sees, in plain calls: the table of functions by which the runtime walks it, one method for each block, and its buffers.</summary>
internal static class EncoderText
{
    public static GeneratedFile Emit(ModelJob job, CpuPlan plan) => ClassFile.Emit(job, plan.Prefix, "the tower that sees", writer =>
    {
        WriteTable(writer, job.Own, plan, job.Spec.Vision ?? throw new IrException($"a tower '{plan.Tower.Name}' without a spec"));
        writer.Line();
        BuffersText.WriteScratch(writer, plan);
        foreach (Block block in plan.Tower.Blocks)
        {
            WriteBlock(writer, plan, block);
        }
    });

    private static void WriteTable(CodeWriter writer, string access, CpuPlan plan, VisionSpec vision)
    {
        Block patches = plan.Tower.Entry;
        Node input = patches.Body.Nodes.First(static node => node.Op is Parameter { Port: InputPort.Patches });
        Tap? tap = plan.Tower.Taps.Count == 0 ? null : plan.Tower.Taps[0];
        writer.Line("/// <inheritdoc/>");
        writer.Line($"protected override {CpuNames.EncoderFunctions} Encoder => VisionTower;").Line();
        writer.Summary("The tower that sees, as the runtime walks it.");
        writer.Line($"{access} static readonly {CpuNames.EncoderFunctions} VisionTower = new(");
        using (writer.Indented())
        {
            writer.Line(ModelFacts.Vision(vision) + ",");
            writer.Line($"ArenaFloats: {Literal.Of(plan.Arena.Floats)},");
            writer.Line($"Patches: {plan.Prefix}Buffer.{plan.Arena.NameOf(patches, plan.Arena.ValuesOf(patches)[input.Result])},");
            writer.Line($"Entry: {MethodName(plan, patches)},");
            writer.Line($"Layer: {MethodName(plan, plan.Tower.Kinds[0])},");
            writer.Line($"Features: {MethodName(plan, plan.Exit)},");
            writer.Line($"DeepStack: {(tap is null ? "null" : MethodName(plan, tap.Block))});");
        }
    }

    private static void WriteBlock(CodeWriter writer, CpuPlan plan, Block block)
    {
        string? number = plan.NumberOf(block);
        bool reads = block == plan.Exit || number == "reading";
        writer.Line().Summary(char.ToUpperInvariant(block.About[0]) + block.About.Substring(1) + ".");
        using (writer.Open($"private static {(reads ? CpuNames.Buffer : "void")} {MethodName(plan, block)}({CpuNames.EncoderCall} c{(number is null ? "" : ", int " + number)})"))
        {
            LayersText.WriteCalls(writer, plan, block);
            if (reads)
            {
                writer.Line($"return {plan.Prefix}Buffer.{plan.Arena.NameOf(block, plan.Arena.ValuesOf(block)[block.Body.Results[0]])};");
            }
        }
    }

    private static string MethodName(CpuPlan plan, Block block) => $"Run{plan.Prefix}{CSharpName.Pascal(block.Name)}";
}

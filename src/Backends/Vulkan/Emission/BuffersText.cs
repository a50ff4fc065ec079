using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>What the model keeps in memory besides weights: scratch buffers and states.</summary>
internal static class BuffersText
{
    public static GeneratedFile Emit(ModelJob job, ModelPlan plan) => ClassFile.Emit(job, "Buffers", "scratch buffers and states", writer =>
    {
        WriteScratch(writer, plan.Scratch, prefix: "");
        writer.Line();
        WriteStates(writer, plan.States);
    });

    /// <summary>A scratch arena; <paramref name="prefix"/> stands before its names.</summary>
    public static void WriteScratch(CodeWriter writer, ScratchTable table, string prefix)
    {
        writer.Summary("The scratch buffers, by their place in the table.");
        using (writer.Open($"private static class {prefix}Buffer"))
        {
            for (int index = 0; index < table.Buffers.Count; index++)
            {
                writer.Line($"public const int {table.Buffers[index].Name} = {Literal.Of(index)};");
            }
        }

        writer.Line().Summary("Slots of one arena: buffers of one slot are never alive at once, so they share its memory.");
        using (writer.Open($"private static {VulkanNames.Scratch}[] Create{prefix}Scratch() =>", "[", "];"))
        {
            foreach (NamedScratch scratch in table.Buffers)
            {
                writer.Line(
                    $"new(nameof({prefix}Buffer.{scratch.Name}), Slot: {Literal.Of(scratch.Slot)}, {VulkanNames.ScratchUnit}.{scratch.Buffer.Unit}, " +
                    $"Bytes: {Literal.Of(scratch.Buffer.Bytes)}),");
            }
        }
    }

    private static void WriteStates(CodeWriter writer, StateTable table)
    {
        writer.Summary("The buffers of <see cref=\"LayerStates\"/>, by their place in the table.");
        using (writer.Open("private static class State"))
        {
            for (int index = 0; index < table.States.Count; index++)
            {
                writer.Line($"public const int {table.States[index].Name} = {Literal.Of(index)};");
            }
        }
    }
}

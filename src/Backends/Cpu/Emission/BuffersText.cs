namespace Modelwright.Backends.Cpu;

/// <summary>The scratch buffers, and the sizes of the operations that use them.</summary>
internal static class BuffersText
{
    public static GeneratedFile Emit(ModelJob job, CpuPlan plan) => ClassFile.Emit(job, "Buffers", "scratch buffers and the sizes of operations", writer =>
    {
        WriteScratch(writer, plan);
        writer.Line();
        WriteLayouts(writer, plan);
    });

    /// <summary>The scratch buffers of a tower.</summary>
    public static void WriteScratch(CodeWriter writer, CpuPlan plan)
    {
        ArenaPlan arena = plan.Arena;
        writer.Summary($"The scratch buffers, as offsets in one arena of {Literal.Of(arena.Floats)} floats a row. Those of one offset are never alive at once.");
        using (writer.Open($"private static class {plan.Prefix}Buffer"))
        {
            foreach (ArenaBuffer buffer in arena.Buffers)
            {
                writer.Line($"public static {CpuNames.Buffer} {buffer.Name} => new(Offset: {Literal.Of(buffer.Offset)}, Width: {Literal.Of(buffer.Width)}{(buffer.Merged == 1 ? "" : ", Merged: " + Literal.Of(buffer.Merged))});");
            }
        }
    }

    private static void WriteLayouts(CodeWriter writer, CpuPlan plan)
    {
        writer.Summary("Sizes of the operations.");
        using (writer.Open("private static class Layout"))
        {
            bool first = true;
            foreach (Layout layout in LayoutText.All(plan.Tower))
            {
                if (!first)
                {
                    writer.Line();
                }

                first = false;
                writer.Line($"public static readonly {layout.Type} {layout.Name} = {layout.Value};");
            }
        }
    }
}

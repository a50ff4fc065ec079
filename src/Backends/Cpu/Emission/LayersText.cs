using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>The model in plain calls: one method for each kind of layer, one line an operation.</summary>
internal static class LayersText
{
    public static GeneratedFile Emit(ModelJob job, CpuPlan plan) => ClassFile.Emit(job, "Layers", "the layers, for one new token or many", writer =>
    {
        WriteLayers(writer, plan);
        writer.Line();
        using (writer.Line("/// <inheritdoc/>").Open($"protected override void Logits({CpuNames.Call} c)"))
        {
            WriteCalls(writer, plan, plan.Exit);
        }

        for (int kind = 0; kind < plan.Tower.Kinds.Count; kind++)
        {
            Block block = plan.Tower.Kinds[kind];
            writer.Line().Summary($"{Listing.Layers([.. plan.Tower.LayersOf(kind)])}: {block.About}.");
            using (writer.Open($"private static void {MethodName(block)}({CpuNames.Call} c, int layer)"))
            {
                WriteCalls(writer, plan, block);
            }
        }
    });

    private static void WriteLayers(CodeWriter writer, CpuPlan plan)
    {
        EquatableArray<Block> kinds = plan.Tower.Kinds;
        using (writer.Line("/// <inheritdoc/>").Open($"protected override void Layers({CpuNames.Call} c)"))
        {
            WriteCalls(writer, plan, plan.Tower.Entry);
            using (writer.Open("for (int layer = 0; layer < Config.LayerCount; layer++)"))
            {
                writer.Line("c.ThrowIfCancelled();");
                if (kinds.Count == 1)
                {
                    writer.Line($"{MethodName(kinds[0])}(c, layer);");
                    return;
                }

                using (writer.Open("switch (LayerKinds[layer])"))
                {
                    foreach (Block kind in kinds)
                    {
                        writer.Line($"case LayerKind.{CSharpName.Pascal(kind.Name)}:");
                        using (writer.Indented())
                        {
                            writer.Line($"{MethodName(kind)}(c, layer);").Line("break;");
                        }
                    }
                }
            }
        }
    }

    /// <summary>The calls of a block, each behind the config key or checkpoint module it comes from.</summary>
    public static void WriteCalls(CodeWriter writer, CpuPlan plan, Block block)
    {
        ValueBuffers values = plan.Arena.ValuesOf(block);
        foreach (Node node in block.Body.Nodes)
        {
            string call = OpTable.Entries.Write(new CallSite(plan, block, values, node), node.Op);
            if (call.Length == 0)
            {
                continue;
            }

            if (node.Origin.Length > 0)
            {
                writer.Line("// " + node.Origin);
            }

            writer.Line(call);
        }
    }

    private static string MethodName(Block block) => "Run" + CSharpName.Pascal(block.Name);
}

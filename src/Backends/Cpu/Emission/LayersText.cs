using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>The model in plain calls: one method for each kind of layer, one line an operation, and the table by which the runtime finds them.</summary>
internal static class LayersText
{
    public static GeneratedFile Emit(ModelJob job, CpuPlan plan) => ClassFile.Emit(job, "Layers", "the layers, for one new token or many", writer =>
    {
        Tower tower = plan.Tower;
        WriteTable(writer, plan);
        WriteBlock(writer, plan, tower.Entry, $"{MethodName(tower.Entry)}({CpuNames.Call} c)", tower.Entry.About);
        writer.Line().Summary("A layer.");
        using (writer.Open($"private static void RunLayer({CpuNames.Call} c, int layer)"))
        {
            WriteLayer(writer, tower);
        }

        for (int kind = 0; kind < tower.Kinds.Count; kind++)
        {
            Block block = tower.Kinds[kind];
            WriteBlock(writer, plan, block, $"{MethodName(block)}({CpuNames.Call} c, int layer)", $"{Listing.Layers([.. tower.LayersOf(kind)])}: {block.About}");
        }

        foreach (Block exit in tower.Exits)
        {
            WriteBlock(writer, plan, exit, $"{MethodName(exit)}({CpuNames.Call} c)", exit.About + ", of the rows that it is wanted of");
        }
    });

    private static void WriteTable(CodeWriter writer, CpuPlan plan)
    {
        writer.Summary("What the runtime calls: entry, layers and heads.");
        using (writer.Open($"private static {CpuNames.Tower}[] CreateTowers() =>", "[", "];"))
        {
            string exits = Literal.List(plan.Tower.Exits.Select(MethodName));
            writer.Line(
                $"new(\n    {ModelFacts.Tower(plan.Module, plan.Tower)},\n" +
                $"    Residual: Buffer.{ArenaPlan.Residual}, {MethodName(plan.Tower.Entry)}, RunLayer, Exits: {exits}),");
        }
    }

    private static void WriteLayer(CodeWriter writer, Tower tower)
    {
        if (tower.Kinds.Count == 1)
        {
            writer.Line($"{MethodName(tower.Kinds[0])}(c, layer);");
            return;
        }

        using (writer.Open("switch (LayerKinds[layer])"))
        {
            foreach (Block kind in tower.Kinds)
            {
                writer.Line($"case LayerKind.{CSharpName.Pascal(kind.Name)}:");
                using (writer.Indented())
                {
                    writer.Line($"{MethodName(kind)}(c, layer);").Line("break;");
                }
            }
        }
    }

    private static void WriteBlock(CodeWriter writer, CpuPlan plan, Block block, string signature, string about)
    {
        writer.Line().Summary(char.ToUpperInvariant(about[0]) + about.Substring(1) + ".");
        using (writer.Open("private static void " + signature))
        {
            WriteCalls(writer, plan, block);
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

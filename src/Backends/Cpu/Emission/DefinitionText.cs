using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>What the runtime knows of the model, and the constructor that hands it on.</summary>
internal static class DefinitionText
{
    public static GeneratedFile Emit(ModelJob job, CpuPlan plan)
    {
        return ClassFile.Emit(job, "Definition", "what the runtime knows of the model", writer =>
        {
            WriteDefinition(writer, job, plan);
            writer.Line();
            using (writer.Open($"{job.Own} {job.TypeName}(string checkpoint, {CpuNames.LoadOptions} options)\n    : base(Definition, checkpoint, options)"))
            {
            }
        });
    }

    /// <summary>The shared part of the class, for the CPU.</summary>
    public static ClassFace Face(ModelJob job) => new(
        Target: "the CPU",
        Remark: "Weights are read where they lie in the checkpoint's files, which are mapped into memory.",
        BaseType: job.Spec.Vision is null ? CpuNames.Model : CpuNames.VisionModel,
        CpuNames.LoadOptions,
        LoadSummary: "Loads the model: maps the checkpoint's files, and copies what cannot be used where it lies.",
        Load: $"new {job.TypeName}(checkpoint, options ?? new())",
        ClassFace.Planner(CpuNames.Memory, job.Qualified("Definition"), job.Spec.Vision is null ? null : job.Qualified("VisionTower")));

    private static void WriteDefinition(CodeWriter writer, ModelJob job, CpuPlan plan)
    {
        writer.Line($"{job.Own} static readonly {CpuNames.Definition} Definition = new(");
        using (writer.Indented())
        {
            writer.Line(ModelFacts.Info(job) + ",");
            writer.Line("Weights.Manifest,");
            writer.Line($"Transposed: {Literal.List(plan.Transposed.Select(static slot => "Slot." + WeightManifestText.NameOf(slot)))},");
            writer.Line("LayerStates,");
            writer.Line($"ArenaFloats: {Literal.Of(plan.Arena.Floats)},");
            writer.Line(ModelFacts.Rotary(plan.Module.Spec.Rope) + ",");
            writer.Line("CreateTowers(),");
            writer.Line($"Stored: {RuntimeNames.WeightStorage}.{ModelFacts.Stored(plan.Module.Spec)});");
        }
    }
}

using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>The class's main file: what it is, how it is loaded, and what memory it takes.</summary>
internal static class MainText
{
    public static GeneratedFile Emit(ModelJob job, ClassFace face)
    {
        string name = CSharpName.Escape(job.ClassName);
        string head = $"{job.Accessibility} sealed partial class {name} : {face.BaseType}, {HeadText.Interface(job.Spec)}";
        return ClassFile.Emit(job, topic: "", "the class", head, writer => WriteDocumentation(writer, job, face), writer =>
        {
            WriteLoad(writer, name, face);
            writer.Line();
            WriteMemory(writer, job.Defaults, face, sees: job.Spec.Vision is not null);
        });
    }

    private static void WriteDocumentation(CodeWriter writer, ModelJob job, ClassFace face)
    {
        ModelSpec spec = job.Spec;
        writer.Line("/// <summary>");
        writer.Line($"/// {spec.ModelType}, {Literal.Of(spec.Layers.Count)} layers of width {Literal.Of(spec.HiddenSize)}, compiled for {face.Target} from {CSharpName.Xml(job.ConfigName)}.");
        writer.Line($"/// {face.Remark}");
        writer.Line("/// </summary>");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode({Literal.Of(ProductVersion.Product)}, {Literal.Of(ProductVersion.Text)})]");
    }

    private static void WriteLoad(CodeWriter writer, string name, ClassFace face)
    {
        writer.Summary(face.LoadSummary);
        writer.Line("/// <param name=\"checkpoint\">The folder with the safetensors files, or one such file.</param>");
        writer.Line("/// <param name=\"options\">Device, storage format, context; the defaults where null.</param>");
        writer.Line("/// <exception cref=\"global::Modelwright.Runtime.ModelwrightException\">The checkpoint is not this model's, or no device can hold it; the type says which.</exception>");
        writer.Line($"public static {name} Load(string checkpoint, {face.LoadOptions}? options = null) =>\n    {face.Load};");
    }

    private static void WriteMemory(CodeWriter writer, ClassDefaults defaults, ClassFace face, bool sees)
    {
        string pictures = !sees ? "" : "int images = 0, long pixels = 0, ";
        writer.Summary("The memory that weights, states and scratch buffers take on the device. Computed from the config alone: nothing is loaded.");
        writer.Line($"/// <param name=\"batch\">Sequences that advance together{(defaults.MaxBatch is null ? "" : "; as many as the project allows unless told otherwise")}.</param>");
        writer.Line("/// <param name=\"context\">Columns a sequence can hold; 0: the options' context.</param>");
        if (sees)
        {
            writer.Line("/// <param name=\"images\">Pictures whose features are kept at once.</param>");
            writer.Line("/// <param name=\"pixels\">Pixels of each.</param>");
        }

        writer.Line("/// <param name=\"options\">As for loading; the defaults where null.</param>");
        writer.Line(
            $"public static {RuntimeNames.MemoryPlan} Memory(int batch = {Literal.Of(defaults.MaxBatch ?? 1)}, int context = 0, {pictures}{face.LoadOptions}? options = null) =>\n" +
            $"    {face.Memory("options")};");
    }
}

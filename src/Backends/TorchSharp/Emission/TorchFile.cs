namespace Modelwright.Backends.TorchSharp;

/// <summary>One file of the generated class, with the usings that let its text read as TorchSharp is written.</summary>
internal static class TorchFile
{
    public static GeneratedFile Emit(ModelJob job, string topic, string about, string text) =>
        ClassFile.Emit(job, topic, about, $"partial class {CSharpName.Escape(job.ClassName)}", WriteUsings, writer => writer.Line(text.Replace("\r\n", "\n")));

    private static void WriteUsings(CodeWriter writer)
    {
        writer.Line("using System.Collections.Generic;");
        writer.Line("using System.Linq;");
        writer.Line("using global::Modelwright.Runtime;");
        writer.Line("using global::Modelwright.Runtime.TorchSharp;");
        writer.Line("using global::TorchSharp;");
        writer.Line("using global::TorchSharp.Modules;");
        writer.Line("using static global::TorchSharp.torch;");
        writer.Line("using static global::TorchSharp.torch.nn;").Line();
    }
}

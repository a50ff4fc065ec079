using System;

namespace Modelwright.Backends.TorchSharp;

/// <summary>One file of the generated class, with the usings that let its text read as TorchSharp is written.</summary>
internal static class TorchFile
{
    public static GeneratedFile Emit(ModelJob job, string topic, string about, string text) =>
        Emit(job, topic, about, documentation: "", $"partial class {CSharpName.Escape(job.ClassName)}", text);

    public static GeneratedFile Emit(ModelJob job, string topic, string about, string documentation, string head, string text) =>
        ClassFile.Emit(job, topic, about, head, writer => WriteBefore(writer, documentation), writer => writer.Line(text.Replace("\r\n", "\n")));

    private static void WriteBefore(CodeWriter writer, string documentation)
    {
        writer.Line("using System.Collections.Generic;");
        writer.Line("using System.Linq;");
        writer.Line("using global::Modelwright.Runtime;");
        writer.Line("using global::Modelwright.Runtime.TorchSharp;");
        writer.Line("using global::TorchSharp;");
        writer.Line("using global::TorchSharp.Modules;");
        writer.Line("using static global::TorchSharp.torch;");
        writer.Line("using static global::TorchSharp.torch.nn;").Line();
        if (documentation.Length > 0)
        {
            writer.Line(documentation.Replace("\r\n", "\n"));
        }
    }
}

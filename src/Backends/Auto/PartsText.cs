using System.Collections.Generic;

namespace Modelwright.Backends.Auto;

/// <summary>The heads of the nested classes, and the constructor that takes over the one that was loaded.</summary>
internal static class PartsText
{
    public static GeneratedFile Emit(ModelJob job, IReadOnlyList<BackendPart> parts) => ClassFile.Emit(job, "Parts", "the backends' parts", writer =>
    {
        using (writer.Open($"private {job.TypeName}({AutoNames.Loaded} loaded)\n    : base(loaded)"))
        {
        }

        foreach (BackendPart part in parts)
        {
            writer.Line().Summary($"The model, compiled for {part.Code.Face.Target}. {part.Code.Face.Remark}");
            using (writer.Open($"private sealed partial class {part.Job.TypeName} : {part.Code.Face.BaseType}"))
            {
            }
        }
    });
}

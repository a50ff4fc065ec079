using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>The files that the generated class has whatever the backend: the class, its config, its tokens, its weights, its layers.</summary>
internal static class ModelFiles
{
    public static IEnumerable<GeneratedFile> Emit(ModelJob job, Module module, ClassFace face) =>
    [
        MainText.Emit(job, face),
        ConfigConstants.Emit(job),
        TokensText.Emit(job),
        WeightManifestText.Emit(job, face.Weights ?? WeightTable.Of(module.Towers)),
        LayerTableText.Emit(job, module),
        .. HeadText.Emit(job),
    ];
}

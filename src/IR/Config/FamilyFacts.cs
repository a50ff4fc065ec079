namespace Modelwright.IR;

/// <summary>What generated code says about a family.</summary>
internal static class FamilyFacts
{
    /// <summary>The <c>model_type</c> of a config of the family.</summary>
    public static string ModelType(ModelFamily family) => family switch
    {
        ModelFamily.Qwen3 => "qwen3",
        ModelFamily.Qwen3Moe => "qwen3_moe",
        ModelFamily.Qwen3Next => "qwen3_next",
        _ => throw new IrException($"family {family}"),
    };

    /// <summary>Beginnings of checkpoint keys that the family's files may hold and no function reads.</summary>
    public static EquatableArray<string> IgnoredWeights(ModelFamily family) => family == ModelFamily.Qwen3Next ? ["mtp."] : [];
}

namespace Modelwright.Backends;

/// <summary>Names of the runtime that any backend's code uses, qualified because the user's own may be the same.</summary>
internal static class RuntimeNames
{
    public const string Namespace = "global::Modelwright.Runtime.";
    public const string ModelInfo = Namespace + "ModelInfo";
    public const string RotaryEmbedding = Namespace + "RotaryEmbedding";
    public const string WeightManifest = Namespace + "WeightManifest";
    public const string WeightReport = Namespace + "WeightReport";
    public const string WeightStorage = Namespace + "WeightStorage";
    public const string WeightKind = Namespace + "WeightKind";
    public const string WeightSlot = Namespace + "WeightSlot";
    public const string WeightSource = Namespace + "WeightSource";
    public const string WeightAlternative = Namespace + "WeightAlternative";
}

namespace Modelwright.Backends;

/// <summary>Names of the runtime that any backend's code uses, qualified because the user's own may be the same.</summary>
internal static class RuntimeNames
{
    public const string Namespace = "global::Modelwright.Runtime.";
    public const string Contract = "global::Modelwright.Contract.";
    public const string ModelInfo = Namespace + "ModelInfo";
    public const string TowerInfo = Namespace + "TowerInfo";
    public const string LayerInfo = Namespace + "LayerInfo";
    public const string LayerAttention = Namespace + "LayerAttention";
    public const string LayerFeedForward = Namespace + "LayerFeedForward";
    public const string RotaryEmbedding = Namespace + "RotaryEmbedding";
    public const string VisionTowerInfo = Namespace + "VisionTowerInfo";
    public const string MemoryPlan = Namespace + "MemoryPlan";
    public const string WeightManifest = Namespace + "WeightManifest";
    public const string WeightReport = Namespace + "WeightReport";
    public const string WeightStorage = Namespace + "WeightStorage";
    public const string WeightKind = Contract + "WeightKind";
    public const string WeightSlot = Contract + "WeightSlot";
    public const string WeightSource = Contract + "WeightSource";
    public const string StateSlot = Contract + "StateSlot";
    public const string StateSpec = Contract + "StateSpec";
    public const string RowBlock = Contract + "RowBlock";
    public const string EquatableArray = Contract + "EquatableArray";
    public const string WeightAlternative = Contract + "WeightAlternative";
}

namespace Modelwright.Backends.Auto;

/// <summary>Names of the runtime that chooses a backend, qualified because the user's own may be the same.</summary>
internal static class AutoNames
{
    public const string Namespace = "global::Modelwright.Runtime.Auto.";
    public const string Model = Namespace + "AutoModel";
    public const string VisionModel = Namespace + "AutoVisionModel";
    public const string LoadOptions = Namespace + "AutoLoadOptions";
    public const string Loader = Namespace + "AutoLoader";
    public const string Loaded = Namespace + "LoadedBackend";
    public const string Memory = Namespace + "AutoMemory";
}

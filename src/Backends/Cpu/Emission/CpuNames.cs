namespace Modelwright.Backends.Cpu;

/// <summary>Names of the CPU runtime, qualified because the user's own may be the same.</summary>
internal static class CpuNames
{
    public const string Namespace = "global::Modelwright.Runtime.Cpu.";
    public const string Model = Namespace + "CpuModel";
    public const string VisionModel = Namespace + "CpuVisionModel";
    public const string Definition = Namespace + "CpuModelDefinition";
    public const string LoadOptions = Namespace + "CpuLoadOptions";
    public const string Call = Namespace + "CpuCall";
    public const string EncoderCall = Namespace + "CpuEncoderCall";
    public const string EncoderFunctions = Namespace + "CpuEncoderFunctions";
    public const string Buffer = Namespace + "CpuBuffer";
    public const string Tower = Namespace + "CpuTower";
    public const string Memory = Namespace + "CpuMemory";
    public const string Activation = Namespace + "CpuActivation";
}

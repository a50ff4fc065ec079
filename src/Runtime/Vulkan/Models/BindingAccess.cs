namespace Modelwright.Runtime.Vulkan;

/// <summary>What a kernel does to a buffer: barriers are verified from it.</summary>
public enum BindingAccess
{
    /// <summary>It only reads.</summary>
    Read,

    /// <summary>It only writes.</summary>
    Write,

    /// <summary>It does both.</summary>
    ReadWrite,
}

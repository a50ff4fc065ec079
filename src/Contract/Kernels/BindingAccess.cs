namespace Modelwright.Contract;

/// <summary>What a kernel does to a buffer: barriers are verified from it.</summary>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
enum BindingAccess
{
    /// <summary>It only reads.</summary>
    Read,

    /// <summary>It only writes.</summary>
    Write,

    /// <summary>It does both.</summary>
    ReadWrite,
}

namespace Modelwright.Contract;

/// <summary>A number known when a call is recorded.</summary>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
enum Extent
{
    /// <summary>1.</summary>
    One,

    /// <summary>Batch times tokens of the call.</summary>
    Rows,

    /// <summary>Sequences.</summary>
    Batch,

    /// <summary>New tokens of each sequence.</summary>
    Tokens,

    /// <summary>Parts the key axis is split in; the whole grid is then read from the step buffer.</summary>
    KeySplits,

    /// <summary>Items, or groups of them, of the weight's window that is bound: all of them where the weight is not cut.</summary>
    Window,
}

namespace Modelwright.Contract;

/// <summary>What the size of a scratch buffer grows with.</summary>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
enum ScratchUnit
{
    /// <summary>Nothing.</summary>
    One,

    /// <summary>Rows of a call: batch times tokens.</summary>
    Row,

    /// <summary>Sequences.</summary>
    Sequence,

    /// <summary>Sequences times parts of the key axis.</summary>
    SequenceSplit,
}

namespace Modelwright.IR;

/// <summary>What a scratch buffer's bytes are counted by.</summary>
internal enum ScratchUnit
{
    One,

    /// <summary>New tokens of all sequences together.</summary>
    Row,

    /// <summary>Sequences that advance together.</summary>
    Sequence,

    /// <summary>Sequences times the parts the key axis is split in.</summary>
    SequenceSplit,
}

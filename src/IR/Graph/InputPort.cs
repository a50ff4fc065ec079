namespace Modelwright.IR;

/// <summary>What comes into a graph from outside.</summary>
internal enum InputPort
{
    /// <summary>The residual stream of the tower.</summary>
    Residual,

    /// <summary>Token ids, one a row.</summary>
    Tokens,

    /// <summary>Each row's place in its sequence, or in its frame.</summary>
    Positions,

    /// <summary>The numbers of each patch of a picture.</summary>
    Patches,

    /// <summary>Which rows of the table of positions each patch lies between, and how near.</summary>
    Taps,

    /// <summary>The frame each patch belongs to.</summary>
    Segments,
}

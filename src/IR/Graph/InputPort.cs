namespace Modelwright.IR;

/// <summary>What comes into a graph from outside.</summary>
internal enum InputPort
{
    /// <summary>The residual stream of the tower.</summary>
    Residual,

    /// <summary>Token ids, one a row.</summary>
    Tokens,

    /// <summary>Each row's place in its sequence.</summary>
    Positions,
}

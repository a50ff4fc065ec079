namespace Modelwright.Runtime;

/// <summary>The part of a layer that sees one position at a time.</summary>
public enum LayerFeedForward
{
    /// <summary>One MLP for every token.</summary>
    Dense,

    /// <summary>Experts, of which a router chooses some for each token.</summary>
    Experts,
}

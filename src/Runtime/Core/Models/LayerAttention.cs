namespace Modelwright.Runtime;

/// <summary>How a layer mixes positions.</summary>
public enum LayerAttention
{
    /// <summary>Attention to all positions before (<c>full_attention</c>).</summary>
    Full,

    /// <summary>Attention to the last positions alone (<c>sliding_attention</c>).</summary>
    Sliding,

    /// <summary>A recurrent state by the gated delta rule (<c>linear_attention</c>).</summary>
    Linear,
}

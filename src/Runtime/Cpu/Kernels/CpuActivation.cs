namespace Modelwright.Runtime.Cpu;

/// <summary>Activations of feed-forward parts and convolutions (a config's <c>hidden_act</c>).</summary>
public enum CpuActivation
{
    /// <summary><c>x·sigmoid(x)</c>.</summary>
    Silu,

    /// <summary><c>x·Φ(x)</c>, with the error function.</summary>
    Gelu,

    /// <summary>Its approximation by the hyperbolic tangent.</summary>
    GeluTanh,

    /// <summary><c>x·sigmoid(1.702x)</c>.</summary>
    QuickGelu,

    /// <summary><c>max(x, 0)</c>.</summary>
    Relu,

    /// <summary><c>max(x, 0)²</c>.</summary>
    Relu2,
}

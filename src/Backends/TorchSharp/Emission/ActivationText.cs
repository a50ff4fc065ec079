using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Activations as expressions.</summary>
internal static class ActivationText
{
    /// <param name="function">Which one.</param>
    /// <param name="x">The name of what it is taken of.</param>
    public static string Of(Activation function, string x) => function switch
    {
        Activation.Silu => $"functional.silu({x})",
        Activation.Gelu => $"functional.gelu({x})",
        // gelu's tanh approximation is not in this version's functional.
        Activation.GeluTanh => $"0.5 * {x} * (1 + tanh(0.7978845608028654 * ({x} + (0.044715 * {x} * {x} * {x}))))",
        Activation.QuickGelu => $"{x} * sigmoid(1.702 * {x})",
        Activation.Relu => $"functional.relu({x})",
        Activation.Relu2 => $"functional.relu({x}).square()",
        _ => throw new IrException($"activation {function}"),
    };
}

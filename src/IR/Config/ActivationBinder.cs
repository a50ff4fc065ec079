using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>Reads <c>hidden_act</c>, by the names of transformers' <c>activations.py</c>.</summary>
internal static class ActivationBinder
{
    private static readonly Dictionary<string, Activation> Names = new()
    {
        ["silu"] = Activation.Silu,
        ["swish"] = Activation.Silu,
        ["gelu"] = Activation.Gelu,
        ["gelu_new"] = Activation.GeluTanh,
        ["gelu_pytorch_tanh"] = Activation.GeluTanh,
        ["quick_gelu"] = Activation.QuickGelu,
        ["relu"] = Activation.Relu,
        ["relu2"] = Activation.Relu2,
    };

    public static Activation Bind(ConfigReader config, Activation fallback) => config.Named(ConfigKeys.HiddenAct, Names, fallback);
}

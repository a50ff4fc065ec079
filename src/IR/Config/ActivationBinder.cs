namespace Modelwright.IR;

/// <summary>Reads <c>hidden_act</c>, by the names of transformers' <c>activations.py</c>.</summary>
internal static class ActivationBinder
{
    private static readonly Word<Activation>[] Names =
    [
        new("silu", Activation.Silu),
        new("swish", Activation.Silu),
        new("gelu", Activation.Gelu),
        new("gelu_new", Activation.GeluTanh),
        new("gelu_pytorch_tanh", Activation.GeluTanh),
        new("quick_gelu", Activation.QuickGelu),
        new("relu", Activation.Relu),
        new("relu2", Activation.Relu2),
    ];

    public static Activation Bind(ConfigReader config, Activation fallback) => config.Named(ConfigKeys.HiddenAct, Names, fallback);
}

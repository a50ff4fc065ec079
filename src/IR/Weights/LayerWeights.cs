namespace Modelwright.IR;

/// <summary>The two norms every layer has.</summary>
internal static class LayerWeights
{
    public const string Prefix = "model.layers.{layer}.";

    public static WeightSlot InputNorm(ModelSpec spec) => WeightSlot.Vector("input_norm", spec.HiddenSize, Prefix + "input_layernorm.weight");

    public static WeightSlot PostNorm(ModelSpec spec) => WeightSlot.Vector("post_norm", spec.HiddenSize, Prefix + "post_attention_layernorm.weight");
}

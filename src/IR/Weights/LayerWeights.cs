namespace Modelwright.IR;

/// <summary>The two norms every layer has.</summary>
internal static class LayerWeights
{
    public static WeightSlot InputNorm(ModelSpec spec) => WeightSlot.Vector("input_norm", spec.HiddenSize, spec.Checkpoint.Layer + "input_layernorm.weight");

    public static WeightSlot PostNorm(ModelSpec spec) => WeightSlot.Vector("post_norm", spec.HiddenSize, spec.Checkpoint.Layer + "post_attention_layernorm.weight");
}

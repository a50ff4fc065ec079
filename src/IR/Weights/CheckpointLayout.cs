namespace Modelwright.IR;

/// <summary>Where a family's checkpoints have the parts of a model.</summary>
/// <param name="Decoder">What the names of the decoder's tensors begin with.</param>
/// <param name="Head">The language model head's weight.</param>
/// <param name="Ignored">Beginnings of keys that the files may hold and no function reads.</param>
internal sealed record CheckpointLayout(string Decoder, string Head, EquatableArray<string> Ignored)
{
    /// <summary>A decoder by itself, nothing beside it.</summary>
    public static CheckpointLayout Plain { get; } = new("model.", "lm_head.weight", []);

    public string Embedding => Decoder + "embed_tokens.weight";

    public string FinalNorm => Decoder + "norm.weight";

    /// <summary>What the names of a layer's tensors begin with.</summary>
    public string Layer => Decoder + "layers.{layer}.";
}

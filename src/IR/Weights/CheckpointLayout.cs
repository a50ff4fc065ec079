namespace Modelwright.IR;

/// <summary>Where a family's checkpoints have the parts of a model.</summary>
/// <param name="Decoder">What the names of the decoder's tensors begin with.</param>
/// <param name="Head">The language model head's weight.</param>
/// <param name="Ignored">Beginnings of keys that the files may hold and no function reads.</param>
internal sealed record CheckpointLayout(string Decoder, string Head, EquatableArray<string> Ignored)
{
    /// <summary>A decoder by itself, nothing beside it.</summary>
    public static CheckpointLayout Plain { get; } = new("model.", "lm_head.weight", []);

    /// <summary>A decoder beside a vision tower.</summary>
    public static CheckpointLayout Seeing { get; } = Plain with { Decoder = "model.language_model." };

    /// <summary>Qwen3.5's decoder by itself.</summary>
    public static CheckpointLayout Qwen3_5 { get; } = Plain with { DeltaNet = DeltaNetStorage.Split, Ignored = ["mtp."] };

    /// <summary>Qwen3.5's decoder beside its vision tower.</summary>
    public static CheckpointLayout Qwen3_5Seeing { get; } = Qwen3_5 with { Decoder = Seeing.Decoder };

    /// <summary>How the projections of delta rule layers are stored.</summary>
    public DeltaNetStorage DeltaNet { get; init; }

    /// <summary>Whether stacked experts may have their matrices transposed, [inputs, outputs]: then the shapes in the file tell.</summary>
    public bool TransposesExperts { get; init; }

    /// <summary>
    /// Where a class with another head has the same. A decoder beside a vision tower keeps its names: a file without the common beginning is recognised.
    /// </summary>
    public CheckpointLayout For(Head head) => this with { Decoder = Decoder == Plain.Decoder ? head.Decoder ?? Decoder : Decoder, Ignored = [.. Ignored, "lm_head."] };

    public string Embedding => Decoder + "embed_tokens.weight";

    public string FinalNorm => Decoder + "norm.weight";

    /// <summary>What the names of a layer's tensors begin with.</summary>
    public string Layer => Decoder + "layers.{layer}.";
}

/// <summary>How checkpoints have the input projections of delta rule layers.</summary>
internal enum DeltaNetStorage
{
    /// <summary>Two tensors, sorted by key head: <c>in_proj_qkvz</c> and <c>in_proj_ba</c> (Qwen3-Next).</summary>
    ByKeyHead,

    /// <summary>Four tensors, all heads of a kind together: <c>in_proj_qkv</c>, <c>in_proj_z</c>, <c>in_proj_b</c>, <c>in_proj_a</c> (Qwen3.5).</summary>
    Split,
}

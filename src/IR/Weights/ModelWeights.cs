namespace Modelwright.IR;

/// <summary>Weights that exist once in a model.</summary>
internal static class ModelWeights
{
    public static WeightSlot Embedding(ModelSpec spec) => new(
        "embeddings", WeightKind.Matrix, spec.VocabularySize, spec.HiddenSize, Layers: [],
        spec.TiedEmbeddings ? [From(spec, spec.Checkpoint.Embedding), From(spec, spec.Checkpoint.Head)] : [From(spec, spec.Checkpoint.Embedding)]);

    /// <summary>With tied embeddings a file may lack lm_head, or the embeddings; where it has both, each is used as it is.</summary>
    public static WeightSlot Head(ModelSpec spec) => new(
        "head", WeightKind.Matrix, spec.VocabularySize, spec.HiddenSize, Layers: [],
        spec.TiedEmbeddings ? [From(spec, spec.Checkpoint.Head), From(spec, spec.Checkpoint.Embedding)] : [From(spec, spec.Checkpoint.Head)]);

    public static WeightSlot FinalNorm(ModelSpec spec) => WeightSlot.Vector("final_norm", spec.HiddenSize, spec.Checkpoint.FinalNorm);

    private static WeightAlternative From(ModelSpec spec, string key) => new([WeightSource.Whole(key, [spec.VocabularySize, spec.HiddenSize])]);
}

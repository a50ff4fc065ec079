namespace Modelwright.IR;

/// <summary>Weights that exist once in a model.</summary>
internal static class ModelWeights
{
    private const string EmbeddingKey = "model.embed_tokens.weight";

    public static WeightSlot Embedding(ModelSpec spec) => new(
        "embeddings", WeightKind.Matrix, spec.VocabularySize, spec.HiddenSize, Layers: [],
        spec.TiedEmbeddings ? [From(spec, EmbeddingKey), From(spec, "lm_head.weight")] : [From(spec, EmbeddingKey)]);

    /// <summary>With tied embeddings a file may lack lm_head, or the embeddings; where it has both, each is used as it is.</summary>
    public static WeightSlot Head(ModelSpec spec) => new(
        "head", WeightKind.Matrix, spec.VocabularySize, spec.HiddenSize, Layers: [],
        spec.TiedEmbeddings ? [From(spec, "lm_head.weight"), From(spec, EmbeddingKey)] : [From(spec, "lm_head.weight")]);

    private static WeightAlternative From(ModelSpec spec, string key) => new([WeightSource.Whole(key, [spec.VocabularySize, spec.HiddenSize])]);
}

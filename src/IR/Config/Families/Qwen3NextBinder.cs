namespace Modelwright.IR;

/// <summary>Qwen3-Next (transformers' <c>configuration_qwen3_next.py</c>): experts and a shared expert in the layers that <c>decoder_sparse_step</c> chooses.</summary>
internal sealed class Qwen3NextBinder(Family family) : HybridBinder(family, Defaults)
{
    private static readonly HybridDefaults Defaults = new(new TextDefaults(HiddenSize: 2048, DenseWidth: 5632, Layers: 48, Heads: 16), KeyValueHeads: 2, RopeDefaults.Partial);

    private static readonly ExpertsDefaults ExpertsDefaults =
        new(Count: 512, PerToken: 10, Width: 512, SharedWidth: 512, Renormalise: true, HasLocalAlias: false);

    private protected override SparseModel? Sparse(ConfigReader config, int layers) => ExpertsBinder.Bind(config, ExpertsDefaults, layers);
}

using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>The nested class <c>Config</c>: what the JSON says, as constants, each naming its key.</summary>
internal static class ConfigConstants
{
    public static GeneratedFile Emit(ModelJob job) => ClassFile.Emit(job, "Config", "the config as constants", writer =>
    {
        writer.Summary($"What {CSharpName.Xml(job.ConfigName)} says.");
        using (writer.Open("public static class Config"))
        {
            bool first = true;
            foreach (Constant constant in Of(job.Spec))
            {
                if (!first)
                {
                    writer.Line();
                }

                first = false;
                writer.Summary($"{constant.Meaning} (<c>{constant.Key}</c>).");
                writer.Line($"public const {constant.Type} {constant.Name} = {constant.Value};");
            }
        }
    });

    private static IEnumerable<Constant> Of(ModelSpec spec)
    {
        IEnumerable<Constant> general =
        [
            Text("ModelType", spec.ModelType, "The architecture family", ConfigKeys.ModelType),
            Number("VocabularySize", spec.VocabularySize, "Logits of a position", ConfigKeys.VocabSize),
            Number("HiddenSize", spec.HiddenSize, "Width of the residual stream", ConfigKeys.HiddenSize),
            Number("LayerCount", spec.Layers.Count, "Decoder layers", ConfigKeys.NumHiddenLayers),
            Number("MaxPositions", spec.MaxPositions, "Positions the model was made for", ConfigKeys.MaxPositionEmbeddings),
            Text("Activation", spec.Activation.ToString(), "Activation of the feed-forward part", ConfigKeys.HiddenAct),
            Real("NormEpsilon", spec.Norm.Epsilon, "Epsilon of every norm", ConfigKeys.RmsNormEps),
            new("bool", "TiedEmbeddings", Literal.Of(spec.TiedEmbeddings), "Whether the head's weight is the embeddings'", ConfigKeys.TieWordEmbeddings),
        ];
        return general.Concat(Attention(spec)).Concat(DenseWidth(spec)).Concat(Linear(spec.LinearAttention)).Concat(Experts(spec.Experts));
    }

    private static IEnumerable<Constant> DenseWidth(ModelSpec spec) => spec.Layers.Any(static layer => layer.FeedForward == FeedForwardKind.Dense)
        ? [Number("DenseWidth", spec.DenseWidth, "Width of the dense feed-forward part", ConfigKeys.IntermediateSize)]
        : [];

    private static IEnumerable<Constant> Attention(ModelSpec spec)
    {
        AttentionSpec attention = spec.Attention;
        yield return Number("Heads", attention.Heads, "Query heads", ConfigKeys.NumAttentionHeads);
        yield return Number("KeyValueHeads", attention.KeyValueHeads, "Heads of keys and values", ConfigKeys.NumKeyValueHeads);
        yield return Number("HeadDim", attention.HeadDim, "Size of a head", ConfigKeys.HeadDim);
        yield return new("bool", "AttentionBias", Literal.Of(attention.Bias), "Whether the projections have biases", ConfigKeys.AttentionBias);
        if (attention.Window is int window && spec.Layers.Any(static layer => layer.Mixer == MixerKind.SlidingAttention))
        {
            yield return Number("SlidingWindow", window, "Columns a sliding layer sees", ConfigKeys.SlidingWindow);
        }

        yield return Number("RotaryDim", spec.Rope.RotaryDim, "Dimensions of a head that turn with the position", ConfigKeys.PartialRotaryFactor);
        yield return Real("RopeTheta", spec.Rope.Theta, "Base of the rotary frequencies", ConfigKeys.RopeTheta);
    }

    private static IEnumerable<Constant> Linear(LinearAttentionSpec? linear) => linear is null
        ? []
        :
        [
            Number("LinearKeyHeads", linear.KeyHeads, "Key heads of linear attention", ConfigKeys.LinearNumKeyHeads),
            Number("LinearValueHeads", linear.ValueHeads, "Value heads of linear attention", ConfigKeys.LinearNumValueHeads),
            Number("LinearKeyDim", linear.KeyDim, "Size of a key head of linear attention", ConfigKeys.LinearKeyHeadDim),
            Number("LinearValueDim", linear.ValueDim, "Size of a value head of linear attention", ConfigKeys.LinearValueHeadDim),
            Number("LinearConvolutionKernel", linear.ConvolutionKernel, "Columns the convolution of linear attention sees", ConfigKeys.LinearConvKernelDim),
        ];

    private static IEnumerable<Constant> Experts(ExpertsSpec? experts)
    {
        if (experts is null)
        {
            yield break;
        }

        yield return Number("Experts", experts.Count, "Experts of a layer", ConfigKeys.NumExperts);
        yield return Number("ExpertsPerToken", experts.PerToken, "Experts a token goes through", ConfigKeys.NumExpertsPerTok);
        yield return Number("ExpertWidth", experts.Width, "Width of an expert", ConfigKeys.MoeIntermediateSize);
        if (experts.SharedWidth is int shared)
        {
            yield return Number("SharedExpertWidth", shared, "Width of the expert every token goes through", ConfigKeys.SharedExpertIntermediateSize);
        }

        yield return new("bool", "RenormaliseRoutes", Literal.Of(experts.Renormalise), "Whether the chosen experts' weights are divided by their sum", ConfigKeys.NormTopkProb);
    }

    private static Constant Number(string name, int value, string meaning, string key) => new("int", name, Literal.Of(value), meaning, key);

    private static Constant Real(string name, float value, string meaning, string key) => new("float", name, Literal.Of(value), meaning, key);

    private static Constant Text(string name, string value, string meaning, string key) => new("string", name, Literal.Of(value), meaning, key);

    private sealed record Constant(string Type, string Name, string Value, string Meaning, string Key);
}

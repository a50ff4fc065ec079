using System;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>Expressions of generated code that say what the model is.</summary>
internal static class ModelFacts
{
    /// <summary><c>new ModelInfo(…)</c>.</summary>
    public static string Info(ModelJob job)
    {
        SpecialTokens tokens = job.Spec.Tokens;
        return $"new {RuntimeNames.ModelInfo}(\n" +
            $"    Name: {Literal.Of(job.ClassName)},\n" +
            "    Config.ModelType,\n" +
            "    Config.VocabularySize,\n" +
            "    Config.MaxPositions,\n" +
            $"    BeginningToken: {Literal.Of(tokens.Beginning)},\n" +
            $"    EndTokens: {Literal.List(tokens.Ends)},\n" +
            $"    PaddingToken: {Literal.Of(tokens.Padding)})\n{{\n" + Media(job.Spec.MediaTokens) + $"    Sizes = {Sizes(job.Spec)},\n{Defaults(job.Defaults)}}}";
    }

    /// <summary>What the project says beside the config, by the names of its metadata.</summary>
    private static string Defaults(ClassDefaults defaults)
    {
        string[] said =
        [
            .. defaults.MaxContext is int context ? (string[])[$"MaxContext = {Literal.Of(context)}"] : [],
            .. defaults.MaxBatch is int batch ? (string[])[$"MaxBatch = {Literal.Of(batch)}"] : [],
            .. defaults.Storage is StorageFormat storage ? (string[])[$"Storage = {RuntimeNames.WeightStorage}.{storage.Name}"] : [],
        ];
        return said.Length == 0 ? "" : $"    Defaults = new() {{ {string.Join(", ", said)} }}, // of the project\n";
    }

    /// <summary><c>new VisionTowerInfo(…)</c>.</summary>
    public static string Vision(VisionSpec vision) =>
        $"new {RuntimeNames.VisionTowerInfo}(\n" +
        $"    Layers: {Literal.Of(vision.Depth)}, HeadDim: {Literal.Of(vision.HeadDim)}, PatchLength: {Literal.Of(vision.PatchLength)}, PatchSize: {Literal.Of(vision.PatchSize)}, MergeSize: {Literal.Of(vision.MergeSize)}, " +
        $"PositionSide: {Literal.Of((int)Math.Round(Math.Sqrt(vision.Positions)))}, FeatureWidth: {Literal.Of(vision.OutputSize)}, DeepStackLayers: {Literal.List(vision.DeepStackLayers)})";

    /// <summary>The placeholders of a model that sees.</summary>
    private static string Media(MediaTokens? tokens) => tokens is null
        ? ""
        : $"    Media = new(Image: {Literal.Of(tokens.Image)}, Video: {Literal.Of(tokens.Video)}, Start: {Literal.Of(tokens.Start)}, End: {Literal.Of(tokens.End)}),\n";

    /// <summary>Sizes that files of weights may say as well.</summary>
    private static string Sizes(ModelSpec spec) =>
        "new(Config.LayerCount, Config.HiddenSize, Config.Heads, Config.KeyValueHeads, Config.HeadDim, Config.NormEpsilon" +
        (spec.Experts is null ? ")" : ", Config.Experts, Config.ExpertsPerToken)");

    /// <summary>The rotary embedding, with the constants that the config has for its kind.</summary>
    public static string Rotary(RopeSpec rope)
    {
        const string Common = "Config.RotaryDim, Config.RopeTheta";
        string call = rope switch
        {
            RopeSpec.Default => $"Default({Common})",
            RopeSpec.Linear r => $"Linear({Common}, factor: {Literal.Of(r.Factor)})",
            RopeSpec.Dynamic r => $"Dynamic({Common}, factor: {Literal.Of(r.Factor)}, maxPositions: {Literal.Of(r.MaxPositions)})",
            RopeSpec.Yarn r =>
                $"Yarn({Common}, factor: {Literal.Of(r.Factor)}, originalMaxPositions: {Literal.Of(r.OriginalMaxPositions)}, betaFast: {Literal.Of(r.BetaFast)}, " +
                $"betaSlow: {Literal.Of(r.BetaSlow)}, truncate: {Literal.Of(r.Truncate)}, attentionScale: {Literal.Of(r.AttentionScale)})",
            RopeSpec.Llama3 r =>
                $"Llama3({Common}, factor: {Literal.Of(r.Factor)}, lowFrequencyFactor: {Literal.Of(r.LowFrequencyFactor)}, " +
                $"highFrequencyFactor: {Literal.Of(r.HighFrequencyFactor)}, originalMaxPositions: {Literal.Of(r.OriginalMaxPositions)})",
            RopeSpec.LongRope r =>
                $"LongRope({Common}, shortFactors: {Literal.List(r.ShortFactors)}, longFactors: {Literal.List(r.LongFactors)}, " +
                $"originalMaxPositions: {Literal.Of(r.OriginalMaxPositions)}, attentionScale: {Literal.Of(r.AttentionScale)})",
            _ => throw new IrException($"rotary embedding {rope.GetType().Name}"),
        };
        string sections = rope.Sections is RopeSections s
            ? $".WithSections(time: {Literal.Of(s.Time)}, height: {Literal.Of(s.Height)}, width: {Literal.Of(s.Width)})" // mrope_section
            : "";
        return $"{RuntimeNames.RotaryEmbedding}.{call}{sections}";
    }

    /// <summary><c>new TowerInfo(…)</c>.</summary>
    public static string Tower(Module module, Tower tower)
    {
        bool first = TowerNames.Prefix(module, tower).Length == 0;
        string width = first ? "Config.HiddenSize" : Literal.Of(tower.Width);
        string layers = first ? "Config.LayerCount" : Literal.Of(tower.Layers.Count);
        string exits = Literal.List(tower.Exits.Select(static exit => $"new({Literal.Of(exit.Name)}, Width: {Literal.Of(exit.Width)})"));
        return $"new {RuntimeNames.TowerInfo}({Literal.Of(tower.Name)}, {width}, {layers}, Exits: {exits})" + (first ? Experts(module.Spec) : "");
    }

    private static string Experts(ModelSpec spec)
    {
        int[] layers = [.. spec.LayersThat(static layer => layer.FeedForward == FeedForwardKind.Experts)];
        return spec.Experts is not ExpertsSpec experts || layers.Length == 0
            ? ""
            : $" {{ Experts = new(Count: {Literal.Of(experts.Count)}, PerToken: {Literal.Of(experts.PerToken)}, Layers: {Literal.List(layers)}, LossWeight: {Literal.Of(experts.AuxiliaryLossWeight)}) }}";
    }

    /// <summary>The member of <c>WeightStorage</c> in which checkpoints of the config normally have the matrices.</summary>
    public static string Stored(ModelSpec spec) => spec.StoredType switch
    {
        ElementType.F32 => "Float32",
        ElementType.F16 => "Float16",
        _ => "BFloat16",
    };
}

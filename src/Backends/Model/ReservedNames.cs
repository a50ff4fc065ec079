using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Backends;

/// <summary>
/// Names that a generated class uses within itself, so that the class cannot have them: C# allows no member of its class's name, and the class would hide
/// a type of the same name. Members of single layer kinds, such as <c>DecodeFullAttentionDense</c>, begin with one of <see cref="Prefixes"/>.
/// </summary>
internal static class ReservedNames
{
    private static readonly string[] Prefixes =
    [
        "DecodeFull", "DecodeSliding", "DecodeLinear", "DecodeEmbeddings", "DecodeLayer", "PrefillFull", "PrefillSliding", "PrefillLinear", "PrefillEmbeddings", "PrefillLayer",
        "RunFull", "RunSliding", "RunLinear", "RunEmbeddings", "RunLastHidden", "RunLayer", "RunLogits", "RunScores", "RunSpans", "RunVision", "RecordVision",
    ];

    /// <summary>Ends of names of nested classes, of layer kinds and of what stands below one name of a checkpoint.</summary>
    private static readonly string[] Suffixes = ["BlockLayer", "DeepstackLayer", "DenseLayer", "ExpertsLayer", "Modules"];

    private static readonly HashSet<string> Names =
    [
        // members
        "Buffer", "Config", "ConfigJson", "Create", "CreateManifest", "CreateScratch", "CreateStates", "CreateTowers", "CreateVisionScratch", "Definition", "Encoder", "Glsl", "Kernel", "KernelTable", "Label", "Labels",
        "LayerKind", "LayerKinds", "LayerStates", "Layers", "Layout", "LinearAttention", "Load", "Logits", "Memory",
        "Mlp", "OnCpu", "OnVulkan", "OutputRouterLogits", "RecordAllLastHiddenState", "RecordAllLogits", "RecordAllScores", "RecordAllSpans", "RecordLastLastHiddenState", "RecordLastLogits", "RecordLastScores", "RecordLastSpans", "SelfAttention", "Slot", "SparseMlp",
        "State", "Step", "Tokens", "Towers", "Vision", "VisionBuffer", "VisionTower", "Weights", "forward", "lm_head", "model",

        // members and types of chat templates
        "ChatTemplate", "CompiledTemplate", "MacroCall", "MacroShape", "TemplateArguments", "TemplateLoop", "TemplateOutput", "TemplateProgram", "TemplateRendering",
        "TemplateValue", "TemplateVariables",

        // types that TorchSharp's text names by their last names
        "AffineNorm", "AttentionLayout", "CausalConvolution", "HeadOutput", "DecodeStep", "DeltaLayout", "DeltaRows", "DeltaRule", "DeltaState", "DisposeScope", "Enumerable",
        "ExpertStack", "FlatProjection", "ForwardPass", "FusedLinear", "GatedRmsNorm", "GroupedAttention", "IDecayModule", "IEnumerable", "IFusedModule", "InterpolatedTable", "IReadOnlyList", "KeyValueCache", "LayerState", "Linear",
        "LoadedCheckpoint", "Losses", "ModuleList", "Parameter", "ParameterFactory", "Projections", "RmsNorm", "Routing", "SegmentAttention", "StateFactory",
        "System", "Tensor", "TokenEmbedding", "TorchEntry", "TorchExit", "TorchLayer", "TorchLoader", "TorchLoadOptions", "TorchModel", "TorchModelDefinition", "TorchTap", "TorchTower", "TorchVisionModel", "TrainingInfo", "VisionTowerInfo", "WeightStorage", "functional",
    ];

    /// <summary>A number behind a name tells classes apart that would have the same.</summary>
    public static bool Contains(string className) => Names.Contains(className.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'))
        || Prefixes.Any(prefix => className.StartsWith(prefix, StringComparison.Ordinal))
        || Suffixes.Any(suffix => className.EndsWith(suffix, StringComparison.Ordinal));
}

namespace Modelwright.IR;

/// <summary>What the lowerings of a decoder layer's parts share.</summary>
internal sealed record LayerContext(ModelSpec Spec, LayerSpec Kind, GraphBuilder Builder) : BlockContext(Builder);

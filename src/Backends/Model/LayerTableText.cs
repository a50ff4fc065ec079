using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>Which layer is of which kind, and which have which state.</summary>
internal static class LayerTableText
{
    public static GeneratedFile Emit(ModelJob job, Module module) => ClassFile.Emit(job, "LayerTable", "the kinds of layers and their states", writer =>
    {
        WriteLayers(writer, job.Spec);
        writer.Line();
        foreach (Tower tower in module.Towers.Where(static tower => tower.Kinds.Count > 1))
        {
            WriteKinds(writer, tower, TowerNames.Prefix(module, tower));
            writer.Line();
        }

        WriteStates(writer, StateSlots.Of(module));
    });

    /// <summary>What a program sees of the layers.</summary>
    private static void WriteLayers(CodeWriter writer, ModelSpec spec)
    {
        writer.Summary($"The layers by their numbers: how each mixes positions, and whether experts follow (<c>{ConfigKeys.LayerTypes}</c>, <c>{ConfigKeys.MlpOnlyLayers}</c>, <c>{ConfigKeys.DecoderSparseStep}</c>).");
        using (writer.Open($"public static global::System.Collections.Generic.IReadOnlyList<{RuntimeNames.LayerInfo}> Layers {{ get; }} = {RuntimeNames.LayerInfo}.Table(", "[", "]);"))
        {
            foreach (LayerSpec kind in spec.Layers.Distinct())
            {
                writer.Line($"new({RuntimeNames.LayerAttention}.{Mixer(kind.Mixer)}, {RuntimeNames.LayerFeedForward}.{kind.FeedForward}, {Literal.List(spec.LayersThat(layer => layer == kind))}),");
            }
        }
    }

    private static string Mixer(MixerKind kind) => kind switch
    {
        MixerKind.FullAttention => "Full",
        MixerKind.SlidingAttention => "Sliding",
        _ => "Linear",
    };

    private static void WriteKinds(CodeWriter writer, Tower tower, string prefix)
    {
        writer.Summary($"The kinds of layers (<c>{ConfigKeys.LayerTypes}</c>, <c>{ConfigKeys.MlpOnlyLayers}</c>, <c>{ConfigKeys.DecoderSparseStep}</c>).");
        using (writer.Open($"private static class {prefix}LayerKind"))
        {
            for (int kind = 0; kind < tower.Kinds.Count; kind++)
            {
                writer.Line($"public const byte {CSharpName.Pascal(tower.Kinds[kind].Name)} = {Literal.Of(kind)};");
            }
        }

        writer.Line().Summary("The kind of each layer.");
        writer.Line($"private static global::System.ReadOnlySpan<byte> {prefix}LayerKinds => {Literal.List(tower.Layers)};");
    }

    private static void WriteStates(CodeWriter writer, EquatableArray<StateSlot> slots)
    {
        writer.Summary("What layers remember between calls, and which layers do.");
        using (writer.Open($"private static {RuntimeNames.StateSlot}[] LayerStates =>", "[", "];"))
        {
            foreach (StateSlot slot in slots)
            {
                writer.Line($"new({Spec(slot.Spec)}, Layers: {Literal.List(slot.Layers)}),");
            }
        }
    }

    private static string Spec(StateSpec spec) => $"new {RuntimeNames.StateSpec}." + spec switch
    {
        StateSpec.KeyValue s => $"KeyValue(Heads: {Literal.Of(s.Heads)}, HeadDim: {Literal.Of(s.HeadDim)})",
        StateSpec.Convolution s => $"Convolution(Channels: {Literal.Of(s.Channels)}, Columns: {Literal.Of(s.Columns)})",
        StateSpec.Recurrent s => $"Recurrent(Heads: {Literal.Of(s.Heads)}, ValueDim: {Literal.Of(s.ValueDim)}, KeyDim: {Literal.Of(s.KeyDim)})",
        _ => throw new IrException($"state {spec}"),
    };
}

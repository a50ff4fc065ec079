using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>What the model keeps in memory besides weights: scratch buffers, states, and which layer is of which kind.</summary>
internal static class BuffersText
{
    public static GeneratedFile Emit(ModelJob job, ModelPlan plan) => ClassFile.Emit(job, "Buffers", "scratch buffers, states and the layer table", writer =>
    {
        WriteScratch(writer, plan.Scratch);
        writer.Line();
        WriteStates(writer, plan.States);
        if (plan.Decode.Kinds.Count > 1)
        {
            writer.Line();
            WriteLayerTable(writer, plan);
        }
    });

    private static void WriteScratch(CodeWriter writer, ScratchTable table)
    {
        writer.Summary("The scratch buffers, by their place in the table.");
        using (writer.Open("private static class Buffer"))
        {
            for (int index = 0; index < table.Buffers.Count; index++)
            {
                writer.Line($"public const int {table.Buffers[index].Name} = {Literal.Of(index)};");
            }
        }

        writer.Line().Summary("Slots of one arena: buffers of one slot are never alive at once, so they share its memory.");
        using (writer.Open($"private static {VulkanNames.Scratch}[] CreateScratch() =>", "[", "];"))
        {
            foreach (NamedScratch scratch in table.Buffers)
            {
                writer.Line(
                    $"new(nameof(Buffer.{scratch.Name}), Slot: {Literal.Of(scratch.Slot)}, {VulkanNames.ScratchUnit}.{scratch.Buffer.Unit}, " +
                    $"Bytes: {Literal.Of(scratch.Buffer.Bytes)}),");
            }
        }
    }

    private static void WriteStates(CodeWriter writer, StateTable table)
    {
        writer.Summary("What layers remember between calls, by its place in the table.");
        using (writer.Open("private static class State"))
        {
            for (int index = 0; index < table.States.Count; index++)
            {
                writer.Line($"public const int {table.States[index].Name} = {Literal.Of(index)};");
            }
        }

        writer.Line().Summary("The states and the layers that have them.");
        using (writer.Open($"private static {VulkanNames.State}[] CreateStates() =>", "[", "];"))
        {
            foreach (LayeredState state in table.States)
            {
                writer.Line(Definition(state) + ",");
            }
        }
    }

    private static string Definition(LayeredState state)
    {
        string head = $"(nameof(State.{state.Name}), Layers: {Literal.List(state.Layers)}, ";
        return state.Spec switch
        {
            StateSpec.KeyValue s => $"new {VulkanNames.Namespace}{KeyOrValue(state.Part)}{head}KeyValueHeads: {Literal.Of(s.Heads)}, PaddedHeadDim: {Literal.Of(Padding.RoundUp8(s.HeadDim))})",
            StateSpec.Convolution s =>
                $"new {VulkanNames.Namespace}ConvolutionState{head}Columns: {Literal.Of(s.Columns)}, PaddedChannels: {Literal.Of(Padding.RoundUp8(s.Channels))})",
            StateSpec.Recurrent s =>
                $"new {VulkanNames.Namespace}RecurrentState{head}Heads: {Literal.Of(s.Heads)}, ValueDim: {Literal.Of(s.ValueDim)}, PaddedKeyDim: {Literal.Of(Padding.RoundUp8(s.KeyDim))})",
            _ => throw new IrException($"state {state.Spec}"),
        };
    }

    private static string KeyOrValue(StatePart part) => part == StatePart.Keys ? "KeyState" : "ValueState";

    private static void WriteLayerTable(CodeWriter writer, ModelPlan plan)
    {
        writer.Summary($"The kinds of layers (<c>{ConfigKeys.LayerTypes}</c>, <c>{ConfigKeys.MlpOnlyLayers}</c>, <c>{ConfigKeys.DecoderSparseStep}</c>).");
        using (writer.Open("private static class LayerKind"))
        {
            for (int kind = 0; kind < plan.Decode.Kinds.Count; kind++)
            {
                writer.Line($"public const byte {CSharpName.Pascal(plan.Decode.Kinds[kind].Name)} = {Literal.Of(kind)};");
            }
        }

        writer.Line().Summary("The kind of each layer.");
        writer.Line($"private static global::System.ReadOnlySpan<byte> LayerKinds => {Literal.List(plan.Module.Layers.Layers.Select(static entry => entry.Kind))};");
    }
}

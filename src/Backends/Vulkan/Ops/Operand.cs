using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>What a kernel binds, before buffers have places.</summary>
internal abstract record Operand
{
    private Operand()
    {
    }

    public static implicit operator Operand(ValueId id) => new Value(id);

    public static implicit operator Operand(SessionBuffer buffer) => new Session(buffer);

    /// <summary>A value of the block: an activation, a weight, the tokens, the rotary rows.</summary>
    internal sealed record Value(ValueId Id) : Operand;

    /// <summary>Memory that only the kernels of this node share. The name is unique in the node.</summary>
    internal sealed record Workspace(string Name, ScratchUnit Unit, long Bytes) : Operand;

    /// <summary>A part of the layer's state.</summary>
    internal sealed record State(StateSpec Spec, StatePart Part) : Operand;

    /// <summary>The order in which the layer's weight has its columns.</summary>
    internal sealed record Order(ValueId Weight) : Operand;

    /// <summary>A buffer of the session.</summary>
    internal sealed record Session(SessionBuffer Buffer) : Operand;
}

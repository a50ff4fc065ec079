namespace Modelwright.IR;

/// <summary>Something in memory that work reads or writes. Two resources are the same memory when they are equal, or when they share a slot.</summary>
internal abstract record Resource(string Name)
{
    public sealed override string ToString() => Name;

    /// <summary>A scratch buffer; which slot it lies in is decided by the schedule.</summary>
    internal sealed record Scratch(ScratchBuffer Buffer) : Resource(Buffer.Name);

    /// <summary>A weight: never written.</summary>
    internal sealed record Weight(WeightSlot Slot) : Resource("weight " + Slot.Name);

    /// <summary>The order in which the layer's weight has its columns: never written.</summary>
    internal sealed record Order(WeightSlot Slot) : Resource("order of " + Slot.Name);

    /// <summary>The layer's part of a state that outlives the call.</summary>
    internal sealed record State(StateSpec Spec, StatePart Part) : Resource("state " + Part.ToString().ToLowerInvariant());

    /// <summary>A buffer of the session: tokens, rotary rows, what comes out, counters.</summary>
    internal sealed record Session(SessionBuffer Buffer) : Resource(Buffer.ToString().ToLowerInvariant());
}

/// <summary>The buffers a state consists of.</summary>
internal enum StatePart
{
    Keys,
    Values,
    Convolution,
    Recurrent,
}

/// <summary>Buffers that every call of a session shares.</summary>
internal enum SessionBuffer
{
    /// <summary>Token ids, one a row.</summary>
    Tokens,

    /// <summary>Cosines and sines, one row a row.</summary>
    Rope,

    /// <summary>What a call returns.</summary>
    Output,

    /// <summary>The numbers of each patch of pictures.</summary>
    Patches,

    /// <summary>For every patch rows of the table of positions and their weights.</summary>
    Taps,

    /// <summary>For every patch the rows of its frame.</summary>
    Segments,

    /// <summary>Zero between dispatches; workgroups count themselves in to find the last.</summary>
    Counters,
}

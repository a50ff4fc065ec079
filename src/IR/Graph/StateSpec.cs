namespace Modelwright.IR;

/// <summary>What a layer remembers between calls; the layer table says which layers have one.</summary>
internal abstract record StateSpec(string Name)
{
    /// <summary>Rotated keys and values of every column so far: [batch, heads, capacity, head dim] each.</summary>
    internal sealed record KeyValue(int Heads, int HeadDim) : StateSpec("kv");

    /// <summary>The last <paramref name="Columns"/> raw inputs of the causal convolution.</summary>
    internal sealed record Convolution(int Channels, int Columns) : StateSpec("convolution");

    /// <summary>The delta rule's matrix of each value head, transposed: [batch, heads, value dim, key dim], float32.</summary>
    internal sealed record Recurrent(int Heads, int ValueDim, int KeyDim) : StateSpec("recurrent");
}

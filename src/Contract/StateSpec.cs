namespace Modelwright.Contract;

/// <summary>What a layer remembers between calls.</summary>
/// <param name="Name">What kind of state it is, in a word.</param>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
abstract record StateSpec(string Name)
{
    /// <summary>Rotated keys and values of every column so far: [batch, heads, capacity, head dim] each.</summary>
    /// <param name="Heads">Heads of keys and of values.</param>
    /// <param name="HeadDim">Size of a head.</param>
    public sealed record KeyValue(int Heads, int HeadDim) : StateSpec("kv");

    /// <summary>The last raw inputs of a causal convolution.</summary>
    /// <param name="Channels">Channels of an input.</param>
    /// <param name="Columns">Inputs kept: the filter's width less 1.</param>
    public sealed record Convolution(int Channels, int Columns) : StateSpec("convolution");

    /// <summary>The delta rule's matrix of each value head, transposed: [batch, heads, value dim, key dim], float32.</summary>
    /// <param name="Heads">Value heads.</param>
    /// <param name="ValueDim">Size of a value.</param>
    /// <param name="KeyDim">Size of a key.</param>
    public sealed record Recurrent(int Heads, int ValueDim, int KeyDim) : StateSpec("recurrent");
}

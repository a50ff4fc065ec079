using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Rotated keys and values of every column so far, in memory for all columns there can be.</summary>
public sealed class KeyValueCache : LayerState
{
    private readonly Tensor _keys;
    private readonly Tensor _values;

    internal KeyValueCache(Tensor keys, Tensor values) => (_keys, _values) = (keys, values);

    /// <summary>Writes the new columns and gives all columns so far, as views of the cache.</summary>
    /// <param name="keys">[batch, heads, tokens, head dimension].</param>
    /// <param name="values">As <paramref name="keys"/>.</param>
    /// <param name="pass">The pass that adds them.</param>
    public (Tensor Keys, Tensor Values) Append(Tensor keys, Tensor values, ForwardPass pass)
    {
        _keys.narrow(2, pass.Past, pass.Tokens).copy_(keys);
        _values.narrow(2, pass.Past, pass.Tokens).copy_(values);
        return (_keys.narrow(2, 0, pass.Past + pass.Tokens), _values.narrow(2, 0, pass.Past + pass.Tokens));
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        // What lies beyond the columns fed is never read.
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _keys.Dispose();
        _values.Dispose();
    }
}

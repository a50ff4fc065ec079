using System.Collections.Generic;

namespace Modelwright.Backends;

/// <summary>Numbers of layers, ascending and each once.</summary>
internal sealed class LayerNumbers
{
    private readonly List<int> _numbers = [];

    public void Add(IEnumerable<int> layers)
    {
        foreach (int layer in layers)
        {
            int place = _numbers.BinarySearch(layer);
            if (place < 0)
            {
                _numbers.Insert(~place, layer);
            }
        }
    }

    public EquatableArray<int> ToEquatableArray() => _numbers.ToEquatableArray();
}

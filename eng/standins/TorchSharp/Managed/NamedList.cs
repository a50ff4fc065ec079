using System.Collections.Generic;

namespace TorchSharp.Managed;

/// <summary>Values by name, in the order in which they came.</summary>
internal sealed class NamedList<T> : List<(string Name, T Value)>
{
    public bool Has(string name) => IndexOf(name) >= 0;

    public bool TryGet(string name, out T value)
    {
        int at = IndexOf(name);
        value = at >= 0 ? this[at].Value : default!;
        return at >= 0;
    }

    public bool TryAdd(string name, T value)
    {
        if (Has(name))
        {
            return false;
        }

        Add((name, value));
        return true;
    }

    public void Set(string name, T value)
    {
        int at = IndexOf(name);
        if (at >= 0)
        {
            this[at] = (name, value);
        }
        else
        {
            Add((name, value));
        }
    }

    public void Remove(string name)
    {
        int at = IndexOf(name);
        if (at >= 0)
        {
            RemoveAt(at);
        }
    }

    private int IndexOf(string name) => FindIndex(entry => entry.Name == name);
}

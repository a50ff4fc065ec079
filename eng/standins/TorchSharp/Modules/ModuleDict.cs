using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules by name, in the order in which they came.</summary>
public class ModuleDict<T> : Module, IDictionary<string, T>, IList<(string, T)>
    where T : Module
{
    private readonly List<(string Name, T Module)> _list = [];
    private readonly Dictionary<string, T> _byName = [];
    private bool _registered;

    public ModuleDict()
        : base("ModuleDict")
    {
    }

    public bool IsReadOnly => false;

    public ICollection<string> Keys => [.. _list.Select(static entry => entry.Name)];

    public ICollection<T> Values => [.. _list.Select(static entry => entry.Module)];

    public int Count => _byName.Count;

    public T this[string key]
    {
        get => _byName[key];
        set
        {
            _byName[key] = value;
            int at = _list.FindIndex(entry => entry.Name == key);
            if (at >= 0)
            {
                _list[at] = (key, value);
            }
            else
            {
                _list.Add((key, value));
            }
        }
    }

    public (string, T) this[int index]
    {
        get => _list[index];
        set
        {
            _list[index] = value;
            _byName[value.Item1] = value.Item2;
        }
    }

    public void clear() => Clear();

    public IEnumerator<(string, T)> items() => _list.GetEnumerator();

    public IEnumerable<string> keys() => Keys;

    public IEnumerable<T> values() => Values;

    public void Add((string, T) item) => Add(item.Item1, item.Item2);

    public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    public void Add(string key, T value)
    {
        _byName.Add(key, value);
        _list.Add((key, value));
    }

    public bool Contains((string, T) item) => _list.Contains(item);

    public bool Contains(KeyValuePair<string, T> item) => _byName.ContainsKey(item.Key);

    public bool ContainsKey(string key) => _byName.ContainsKey(key);

    public void CopyTo((string, T)[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, T>>)_byName).CopyTo(array, arrayIndex);

    public int IndexOf((string, T) item) => _list.IndexOf(item);

    public void Insert(int index, (string, T) item)
    {
        _byName.Add(item.Item1, item.Item2);
        _list.Insert(index, item);
    }

    public bool Remove((string, T) item) => Remove(item.Item1);

    public bool Remove(KeyValuePair<string, T> item) => Remove(item.Key);

    public bool Remove(string key)
    {
        _list.RemoveAll(entry => entry.Name == key);
        return _byName.Remove(key);
    }

    public void RemoveAt(int index) => Remove(_list[index].Name);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _byName.TryGetValue(key, out value);

    public void Clear()
    {
        _list.Clear();
        _byName.Clear();
    }

    public IEnumerator<(string, T)> GetEnumerator() => _list.GetEnumerator();

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() => _byName.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _list.GetEnumerator();

    protected override void RegisterComponents()
    {
        if (_registered)
        {
            return;
        }

        foreach ((string name, T module) in _list)
        {
            register_module(name, module);
        }

        _registered = true;
    }
}

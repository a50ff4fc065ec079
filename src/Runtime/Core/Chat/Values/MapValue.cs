using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Templating;

/// <summary>Python's <c>dict</c>: ordered.</summary>
internal sealed class MapValue : TemplateValue
{
    private readonly List<KeyValuePair<TemplateValue, TemplateValue>> _entries = [];
    private readonly Dictionary<TemplateValue, int> _places = new(KeyComparer.Instance);

    public IReadOnlyList<KeyValuePair<TemplateValue, TemplateValue>> Entries => _entries;

    internal override string TypeName => "dict";

    internal override bool IsTrue => _entries.Count > 0;

    internal override int? Count => _entries.Count;

    internal override IEnumerable<TemplateValue> Items => _entries.Select(static e => e.Key);

    /// <summary>For whoever builds the mapping; a finished one is not changed.</summary>
    public void Set(TemplateValue key, TemplateValue value)
    {
        TemplateBudget.Spend(1);
        if (_places.TryGetValue(Hashable(key), out int place))
        {
            _entries[place] = new(_entries[place].Key, value);
            return;
        }

        _places.Add(key, _entries.Count);
        _entries.Add(new(key, value));
    }

    public TemplateValue? Find(TemplateValue key) => _places.TryGetValue(Hashable(key), out int place) ? _entries[place].Value : null;

    public TemplateValue? Find(string key) => Find(StringValue.Data(key));

    /// <summary>A copy with one entry set.</summary>
    public MapValue With(string key, TemplateValue value)
    {
        MapValue copy = new();
        foreach ((TemplateValue name, TemplateValue old) in _entries)
        {
            copy.Set(name, old);
        }

        copy.Set(StringValue.Data(key), value);
        return copy;
    }

    internal override void WriteRepr(ReprWriter writer) => writer.AppendEntries(_entries);

    internal override TemplateValue? Member(string name) => MapMethods.Find(this, name);

    internal override TemplateValue? Lookup(TemplateValue key) => IsHashable(key) ? Find(key) : null;

    private static TemplateValue Hashable(TemplateValue key) => IsHashable(key) ? key : throw Fail($"unhashable type: '{key.TypeName}'");

    private static bool IsHashable(TemplateValue key) =>
        key is not (MapValue or ListValue { Kind: not ListKind.Tuple }) && (key is not ListValue tuple || tuple.Values.All(IsHashable));

    /// <summary>Equality by value; 1, 1.0 and True are one key.</summary>
    private sealed class KeyComparer : IEqualityComparer<TemplateValue>
    {
        public static KeyComparer Instance { get; } = new();

        public bool Equals(TemplateValue? x, TemplateValue? y) => Comparison.AreEqual(x!, y!);

        public int GetHashCode(TemplateValue key) => key switch
        {
            StringValue text => text.Text.GetHashCode(),
            BooleanValue or IntegerValue or FloatValue => Arithmetic.ToDouble(key).GetHashCode(),
            ListValue tuple => tuple.Values.Length,
            _ => 0,
        };
    }
}

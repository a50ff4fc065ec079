using System;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Where a parameter stands among modules: its key in the checkpoint, which <c>state_dict()</c> has too.</summary>
/// <param name="List">The list of layers it is in, <c>model.layers</c>; empty for one outside of layers.</param>
/// <param name="Module">The module whose it is, below the layer.</param>
/// <param name="Name">Its own name.</param>
internal sealed record ParameterPath(string List, string Module, string Name)
{
    private const string Layer = ".{layer}.";

    public static ParameterPath Of(string key)
    {
        int list = key.IndexOf(Layer, StringComparison.Ordinal);
        string below = list < 0 ? key : key.Substring(list + Layer.Length);
        int name = below.LastIndexOf('.');
        return new ParameterPath(list < 0 ? "" : key.Substring(0, list), name < 0 ? "" : below.Substring(0, name), below.Substring(name + 1));
    }

    /// <summary>Of a slot that is one tensor.</summary>
    public static ParameterPath Of(WeightSlot slot) => Of(slot.Alternatives[0].Sources[0].Key);

    /// <summary>The module that holds all parameters of some slots.</summary>
    public static string Common(params WeightSlot[] slots)
    {
        string[] common = [.. Of(slots[0]).Module.Split('.')];
        foreach (string[] parts in slots.SelectMany(static slot => slot.Alternatives[0].Sources).Select(static source => Of(source.Key).Module.Split('.')))
        {
            int same = common.Zip(parts, static (a, b) => a == b).TakeWhile(static equal => equal).Count();
            common = [.. common.Take(same)];
        }

        return common.Length > 0 ? string.Join(".", common) : throw new IrException($"the weights {string.Join(", ", slots.Select(static slot => slot.Name))} have no module in common");
    }

    /// <summary>The module's name below <paramref name="outer"/>.</summary>
    public string Below(string outer) => Module.StartsWith(outer + ".", StringComparison.Ordinal)
        ? Module.Substring(outer.Length + 1)
        : throw new IrException($"{Module}.{Name} is not below {outer}");
}

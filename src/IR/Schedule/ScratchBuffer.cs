using System.Globalization;

namespace Modelwright.IR;

/// <summary>Memory that holds a value only while a block runs: <paramref name="Bytes"/> for each <paramref name="Unit"/>. The name is unique in its block.</summary>
internal sealed record ScratchBuffer(string Name, ScratchUnit Unit, long Bytes)
{
    /// <summary>The size as text: <c>4096 B/row</c>.</summary>
    public string Size => Bytes.ToString(CultureInfo.InvariantCulture) + Unit switch
    {
        ScratchUnit.One => " B",
        ScratchUnit.Row => " B/row",
        ScratchUnit.Sequence => " B/sequence",
        _ => " B/sequence/split",
    };
}

using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>What a model's memory is for: known before a byte is loaded, and part of the message when it does not fit.</summary>
/// <param name="Uses">The uses, in the order in which they are shown.</param>
public sealed record MemoryTable(IReadOnlyList<MemoryUse> Uses)
{
    /// <summary>A table without rows.</summary>
    public static MemoryTable Empty { get; } = new([]);

    /// <summary>The sum of all uses, in bytes.</summary>
    public long Total => Uses.Sum(static use => use.Bytes);

    /// <summary>The uses as lines of text, one a use and the total last: the purpose, the bytes, and the same in MiB.</summary>
    public string ToTable()
    {
        const string total = "total";
        int width = Uses.Select(static use => use.Purpose.Length).Append(total.Length).Max();
        int digits = Total.ToString(CultureInfo.InvariantCulture).Length;
        StringBuilder text = new();
        foreach (MemoryUse use in Uses.Append(new MemoryUse(total, Total)))
        {
            string bytes = use.Bytes.ToString(CultureInfo.InvariantCulture).PadLeft(digits);
            string mebibytes = (use.Bytes / (1024.0 * 1024.0)).ToString("F1", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{use.Purpose.PadRight(width)}  {bytes} bytes  {mebibytes,10} MiB\n");
        }

        return text.ToString();
    }

    /// <inheritdoc cref="ToTable"/>
    public override string ToString() => ToTable();
}

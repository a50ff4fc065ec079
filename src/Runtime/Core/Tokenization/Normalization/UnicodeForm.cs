using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>
/// NFC, NFD, NFKC and NFKD (Unicode Standard Annex 15) by the tables that tokenizers were trained with, whatever the runtime's are: right in globalization-invariant mode too, in which .NET normalises nothing. What is normalised already
/// is looked through and not copied.
/// </summary>
internal sealed class UnicodeForm : ITextNormalizer
{
    public static readonly UnicodeForm C = new(compose: true, compatible: false);
    public static readonly UnicodeForm D = new(compose: false, compatible: false);
    public static readonly UnicodeForm KC = new(compose: true, compatible: true);
    public static readonly UnicodeForm KD = new(compose: false, compatible: true);

    /// <summary>No character below it is changed by NFC.</summary>
    private const char FirstMark = '\u0300';

    private readonly bool _compose;
    private readonly bool _compatible;
    private readonly Lazy<(UnicodeData Data, BitArray Attention)> _tables;

    private UnicodeForm(bool compose, bool compatible)
    {
        (_compose, _compatible) = (compose, compatible);
        _tables = new Lazy<(UnicodeData, BitArray)>(() =>
        {
            BitArray attention = new(0x110000);
            UnicodeData data = UnicodeData.Instance;
            foreach (int code in (compose ? data.NotAlwaysComposed : data.NotAlwaysDecomposed).Concat(compatible ? data.Compatible : []))
            {
                attention[code] = true;
            }

            return (data, attention);
        });
    }

    public string Normalize(string text)
    {
        if (Ascii.IsValid(text) || (_compose && !_compatible && text.AsSpan().IndexOfAnyExceptInRange('\0', (char)(FirstMark - 1)) < 0))
        {
            return text;
        }

        StringBuilder? changed = null;
        int copied = 0;
        int before = 0;
        for (int i = 0; i < text.Length;)
        {
            int length = Length(text, i);
            if (!IsSuspect(text, i))
            {
                before = i;
                i += length;
                continue;
            }

            // From the character that marks here stand on up to the next that nothing before it changes.
            int end = i + length;
            while (end < text.Length && IsSuspect(text, end))
            {
                end += Length(text, end);
            }

            changed ??= new StringBuilder(text.Length + 16);
            changed.Append(text, copied, before - copied);
            Append(changed, text.AsSpan(before, end - before));
            before = copied = i = end;
        }

        return changed is null ? text : changed.Append(text, copied, text.Length - copied).ToString();
    }

    private static int Length(string text, int at) => char.IsHighSurrogate(text[at]) ? 2 : 1;

    private bool IsSuspect(string text, int at) => _tables.Value.Attention[Length(text, at) == 2 ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at]];

    private void Append(StringBuilder target, ReadOnlySpan<char> text)
    {
        UnicodeData data = _tables.Value.Data;
        List<int> codes = [];
        foreach (Rune rune in text.EnumerateRunes())
        {
            data.Decompose(rune.Value, _compatible, codes);
        }

        Order(codes, data);
        if (_compose)
        {
            Compose(codes, data);
        }

        Span<char> units = stackalloc char[2];
        foreach (int code in codes)
        {
            target.Append(units[..new Rune(code).EncodeToUtf16(units)]);
        }
    }

    /// <summary>Marks in the order of their classes; equal ones stay as they are.</summary>
    private static void Order(List<int> codes, UnicodeData data)
    {
        for (int i = 1; i < codes.Count; i++)
        {
            (int code, byte own) = (codes[i], data.ClassOf(codes[i]));
            int at = i;
            while (own != 0 && at > 0 && data.ClassOf(codes[at - 1]) > own)
            {
                codes[at] = codes[--at];
            }

            codes[at] = code;
        }
    }

    /// <summary>Each mark joins the character that it stands on, unless another of its class or a higher one stands between.</summary>
    private static void Compose(List<int> codes, UnicodeData data)
    {
        int count = 0;
        int starter = -1;
        byte between = 0;
        foreach (int code in codes.ToArray())
        {
            byte own = data.ClassOf(code);
            int joined = starter >= 0 && (between == 0 || between < own) ? data.Compose(codes[starter], code) : -1;
            if (joined >= 0)
            {
                codes[starter] = joined;
                continue;
            }

            (starter, between) = own == 0 ? (count, (byte)0) : (starter, own);
            codes[count++] = code;
        }

        codes.RemoveRange(count, codes.Count - count);
    }
}

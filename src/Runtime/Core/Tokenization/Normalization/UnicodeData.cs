using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Combining classes, decompositions and compositions of Unicode 9.0, the version of the Rust library that tokenizers are trained with (Unicode Standard Annex 15). Hangul is computed.</summary>
internal sealed class UnicodeData
{
    private const string Resource = "Modelwright.Runtime.unicode-9.0.txt";
    private const int HangulFirst = 0xAC00;
    private const int HangulCount = LeadingCount * VowelCount * TrailingCount;
    private const int LeadingFirst = 0x1100;
    private const int LeadingCount = 19;
    private const int VowelFirst = 0x1161;
    private const int VowelCount = 21;
    private const int TrailingBefore = 0x11A7;
    private const int TrailingCount = 28;

    private static readonly Lazy<UnicodeData> Loaded = new(static () => new UnicodeData());

    private readonly Dictionary<int, byte> _classes = [];
    private readonly Dictionary<int, int[]> _parts = [];
    private readonly Dictionary<(int First, int Second), int> _composed = [];
    private readonly List<int> _neverComposed = [];
    private readonly Dictionary<int, int[]> _compatible = [];

    private UnicodeData()
    {
        using Stream stream = typeof(UnicodeData).Assembly.GetManifestResourceStream(Resource)!;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                Read(line.Split(' '));
            }
        }
    }

    public static UnicodeData Instance => Loaded.Value;

    /// <summary>Characters that a text composed already may not have, or only behind some others: marks, what decomposes for good, and what composes with the character before it.</summary>
    public IEnumerable<int> NotAlwaysComposed =>
        _classes.Keys.Concat(_neverComposed).Concat(_composed.Keys.Select(static pair => pair.Second))
            .Concat(Enumerable.Range(VowelFirst, VowelCount)).Concat(Enumerable.Range(TrailingBefore + 1, TrailingCount - 1));

    /// <summary>Characters that a text decomposed already may not have, or only in some order.</summary>
    public IEnumerable<int> NotAlwaysDecomposed => _classes.Keys.Concat(_parts.Keys).Concat(Enumerable.Range(HangulFirst, HangulCount));

    /// <summary>Characters that compatibility forms spell otherwise.</summary>
    public IEnumerable<int> Compatible => _compatible.Keys;

    /// <summary>The combining class; 0 for what other characters stand around.</summary>
    public byte ClassOf(int code) => _classes.GetValueOrDefault(code);

    /// <summary>Adds the full decomposition of a character; itself where it has none.</summary>
    /// <param name="code">The character.</param>
    /// <param name="compatible">Whether the compatibility one.</param>
    /// <param name="parts">Receives it.</param>
    public void Decompose(int code, bool compatible, List<int> parts)
    {
        if (compatible && _compatible.TryGetValue(code, out int[]? whole))
        {
            parts.AddRange(whole);
        }
        else if (code - HangulFirst is >= 0 and < HangulCount and int syllable)
        {
            parts.Add(LeadingFirst + (syllable / (VowelCount * TrailingCount)));
            parts.Add(VowelFirst + (syllable % (VowelCount * TrailingCount) / TrailingCount));
            if (syllable % TrailingCount != 0)
            {
                parts.Add(TrailingBefore + (syllable % TrailingCount));
            }
        }
        else if (_parts.TryGetValue(code, out int[]? known))
        {
            foreach (int part in known)
            {
                Decompose(part, compatible, parts);
            }
        }
        else
        {
            parts.Add(code);
        }
    }

    /// <summary>The character that two compose to; -1 where they do not.</summary>
    public int Compose(int first, int second)
    {
        if (first - LeadingFirst is >= 0 and < LeadingCount and int leading && second - VowelFirst is >= 0 and < VowelCount and int vowel)
        {
            return HangulFirst + (((leading * VowelCount) + vowel) * TrailingCount);
        }

        if (first - HangulFirst is >= 0 and < HangulCount and int syllable && syllable % TrailingCount == 0 && second - TrailingBefore is > 0 and < TrailingCount and int trailing)
        {
            return first + trailing;
        }

        return _composed.GetValueOrDefault((first, second), -1);
    }

    /// <summary>A line of the file, whose head says what each is.</summary>
    private void Read(string[] words)
    {
        if (words[0] == "c")
        {
            byte combining = byte.Parse(words[3], CultureInfo.InvariantCulture);
            for (int code = Code(words[1]); code <= Code(words[2]); code++)
            {
                _classes.Add(code, combining);
            }

            return;
        }

        int[] parts = [.. words.Skip(2).Select(Code)];
        if (words[0] == "k")
        {
            _compatible.Add(Code(words[1]), parts);
            return;
        }

        _parts.Add(Code(words[1]), parts);
        if (words[0] == "d")
        {
            _composed.Add((parts[0], parts[1]), Code(words[1]));
        }
        else
        {
            _neverComposed.Add(Code(words[1]));
        }
    }

    private static int Code(string word) => int.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

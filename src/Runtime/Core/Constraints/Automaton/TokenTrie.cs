using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Constraints;

/// <summary>
/// A vocabulary's tokens by the bytes they stand for, in one array in depth-first order, so that a whole subtree that does not fit is passed over in one step. Tokens that stand
/// outside the text are one symbol each, numbered from 256.
/// </summary>
internal sealed class TokenTrie
{
    private static readonly ConditionalWeakTable<ITextTokenizer, TokenTrie> Known = [];

    private readonly Node[] _nodes;
    private readonly ushort[][] _symbolsOf;

    private TokenTrie(ITextTokenizer tokenizer)
    {
        VocabularySize = tokenizer.VocabularySize;
        Dictionary<string, int> symbols = new(StringComparer.Ordinal);
        _symbolsOf = new ushort[VocabularySize][];
        foreach ((string spelling, int id) in tokenizer.SpecialTokens.OrderBy(static token => token.Value))
        {
            if (symbols.Count < ushort.MaxValue - 256 && (uint)id < (uint)VocabularySize)
            {
                symbols[spelling] = 256 + symbols.Count;
                _symbolsOf[id] = [(ushort)symbols[spelling]];
            }
        }

        for (int id = 0; id < VocabularySize; id++)
        {
            _symbolsOf[id] ??= [.. tokenizer.BytesOf(id).ToArray().Select(static b => (ushort)b)];
        }

        Symbols = symbols;
        SymbolCount = 256 + symbols.Count;
        _nodes = Build(_symbolsOf);
        Deepest = _symbolsOf.Max(static s => s.Length);
    }

    public int VocabularySize { get; }

    /// <summary>Tokens outside the text, and their symbols.</summary>
    public IReadOnlyDictionary<string, int> Symbols { get; }

    /// <summary>Bytes and symbols.</summary>
    public int SymbolCount { get; }

    /// <summary>The longest token.</summary>
    public int Deepest { get; }

    public ReadOnlySpan<Node> Nodes => _nodes;

    /// <summary>The trie of a tokenizer, made when it is first asked for.</summary>
    public static TokenTrie Of(ITextTokenizer tokenizer) => Known.GetValue(tokenizer, static tokenizer => new TokenTrie(tokenizer));

    /// <summary>What a token stands for; nothing for an id that there is no token of.</summary>
    public ReadOnlySpan<ushort> SymbolsOf(int token) => (uint)token < (uint)_symbolsOf.Length ? _symbolsOf[token] : default;

    private static Node[] Build(ushort[][] symbolsOf)
    {
        int[] order = [.. Enumerable.Range(0, symbolsOf.Length).Where(id => symbolsOf[id].Length > 0)];
        Array.Sort(order, (a, b) => symbolsOf[a].AsSpan().SequenceCompareTo(symbolsOf[b]));
        List<Node> nodes = [];
        List<int> path = [];
        ReadOnlySpan<ushort> last = default;
        foreach (int token in order)
        {
            ReadOnlySpan<ushort> symbols = symbolsOf[token];
            int common = symbols.CommonPrefixLength(last);

            // Of two tokens for the same bytes the second gets a node of its own beside the first's.
            int from = Math.Min(common, symbols.Length - 1);
            Close(nodes, path, from);
            for (int depth = from; depth < symbols.Length; depth++)
            {
                path.Add(nodes.Count);
                nodes.Add(new Node(symbols[depth], (ushort)depth, depth == symbols.Length - 1 ? token : -1, 0));
            }

            last = symbols;
        }

        Close(nodes, path, 0);
        return [.. nodes];
    }

    /// <summary>Ends the subtrees that lie deeper.</summary>
    private static void Close(List<Node> nodes, List<int> path, int depth)
    {
        while (path.Count > depth)
        {
            nodes[path[^1]] = nodes[path[^1]] with { End = nodes.Count };
            path.RemoveAt(path.Count - 1);
        }
    }

    /// <summary>A symbol at a depth; the token that ends with it, or -1; where the next subtree begins.</summary>
    internal readonly record struct Node(ushort Symbol, ushort Depth, int Token, int End);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Constraints;

/// <summary>
/// A network's states as they are met: a state is a set of places, each a node and a stack of where to return to. What follows a state and its mask over the vocabulary are computed
/// once. Masks are bounded in bytes, and forgotten all together where they take more. Thread-safe.
/// </summary>
internal sealed class ConstraintAutomaton
{
    private const int Dead = -1;
    private const int Unknown = -2;
    private const long MostMaskBytes = 64L << 20;

    private readonly GrammarNetwork _network;
    private readonly TokenTrie _vocabulary;
    private readonly CallStacks _stacks = new();
    private readonly Dictionary<PlaceSet, int> _numbers = [];
    private readonly List<State> _states = [];
    private readonly Lock _gate = new();
    private readonly long _mostMaskBytes;
    private long _maskBytes;

    /// <param name="network">The grammar.</param>
    /// <param name="vocabulary">The tokens.</param>
    /// <param name="mostMaskBytes">What kept masks may take together.</param>
    public ConstraintAutomaton(GrammarNetwork network, TokenTrie vocabulary, long mostMaskBytes = MostMaskBytes)
    {
        (_network, _vocabulary, _mostMaskBytes) = (network, vocabulary, mostMaskBytes);
        Start = NumberOf([Place(network.Entries[0], CallStacks.Empty)]);
    }

    /// <summary>The state before the first byte.</summary>
    public int Start { get; }

    /// <summary>Whether an answer may end in a state.</summary>
    public bool Accepts(int state)
    {
        lock (_gate)
        {
            return _states[state].Accepts;
        }
    }

    /// <summary>The state after a token, or -1.</summary>
    public int After(int state, int token)
    {
        ReadOnlySpan<ushort> symbols = _vocabulary.SymbolsOf(token);
        lock (_gate)
        {
            foreach (ushort symbol in symbols)
            {
                state = Next(state, symbol);
                if (state == Dead)
                {
                    break;
                }
            }
        }

        return symbols.IsEmpty ? Dead : state;
    }

    /// <summary>The tokens that may come in a state.</summary>
    public TokenMask Mask(int state)
    {
        lock (_gate)
        {
            if (_states[state].Mask is { } known)
            {
                return known;
            }

            TokenMask mask = new(Walk(state), _vocabulary.VocabularySize);
            _maskBytes += mask.Size;
            if (_maskBytes > _mostMaskBytes)
            {
                _states.ForEach(static s => s.Mask = null);
                _maskBytes = mask.Size;
            }

            return _states[state].Mask = mask;
        }
    }

    private List<int> Walk(int start)
    {
        ReadOnlySpan<TokenTrie.Node> nodes = _vocabulary.Nodes;
        int[] at = new int[_vocabulary.Deepest + 1];
        at[0] = start;
        List<int> tokens = [];
        for (int i = 0; i < nodes.Length;)
        {
            TokenTrie.Node node = nodes[i];
            int next = Next(at[node.Depth], node.Symbol);
            if (next == Dead)
            {
                i = node.End;
                continue;
            }

            at[node.Depth + 1] = next;
            if (node.Token >= 0)
            {
                tokens.Add(node.Token);
            }

            i++;
        }

        return tokens;
    }

    private int Next(int state, int symbol)
    {
        State from = _states[state];
        int next = from.Next[symbol];
        if (next != Unknown)
        {
            return next;
        }

        List<long> reached = [];
        foreach (long place in from.Places)
        {
            GrammarNode node = _network.Nodes[(int)(place >> 32)];
            if (node.Kind == NodeKind.Byte ? node.Set.Contains(symbol) : node.B == symbol)
            {
                reached.Add(Place(node.A, (int)place));
            }
        }

        next = reached.Count == 0 ? Dead : NumberOf(reached);
        from.Next[symbol] = next;
        return next;
    }

    private static long Place(int node, int stack) => ((long)node << 32) | (uint)stack;

    /// <summary>The state of places and all that they lead to without reading.</summary>
    private int NumberOf(List<long> places)
    {
        HashSet<long> seen = [.. places];
        Stack<long> waiting = new(seen);
        List<long> reading = [];
        bool accepts = false;
        while (waiting.TryPop(out long place))
        {
            (int at, int stack) = ((int)(place >> 32), (int)place);
            GrammarNode node = _network.Nodes[at];
            switch (node.Kind)
            {
                case NodeKind.Return when stack == CallStacks.Empty:
                    accepts = true;
                    break;
                case NodeKind.Return:
                    (int back, int below) = _stacks[stack];
                    Visit(back, below);
                    break;
                case NodeKind.Split:
                    Visit(node.A, stack);
                    Visit(node.B, stack);
                    break;
                case NodeKind.Call:
                    Visit(_network.Entries[node.B], _stacks.Push(node.A, stack));
                    break;
                case NodeKind.Jump:
                    Visit(_network.Entries[node.B], stack);
                    break;
                default:
                    reading.Add(place);
                    break;
            }
        }

        reading.Sort();
        PlaceSet set = new([.. reading], accepts);
        if (!_numbers.TryGetValue(set, out int number))
        {
            number = _states.Count;
            _numbers.Add(set, number);
            int[] next = new int[_vocabulary.SymbolCount];
            Array.Fill(next, Unknown);
            _states.Add(new State(set.Places, accepts, next));
        }

        return number;

        void Visit(int node, int stack)
        {
            long place = Place(node, stack);
            if (seen.Add(place))
            {
                waiting.Push(place);
            }
        }
    }

    private sealed class State(long[] places, bool accepts, int[] next)
    {
        public long[] Places { get; } = places;

        public bool Accepts { get; } = accepts;

        public int[] Next { get; } = next;

        public TokenMask? Mask { get; set; }
    }

    private readonly record struct PlaceSet(long[] Places, bool Accepts)
    {
        public bool Equals(PlaceSet other) => Accepts == other.Accepts && Places.AsSpan().SequenceEqual(other.Places);

        public override int GetHashCode() => Places.Aggregate(Accepts ? 17 : 19, static (hash, place) => HashCode.Combine(hash, place));
    }
}

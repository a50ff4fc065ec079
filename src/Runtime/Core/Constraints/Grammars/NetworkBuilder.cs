using System.Collections.Generic;
using System.Text;

namespace Modelwright.Runtime.Constraints;

/// <summary>From a grammar to its network, from the end to the beginning. Choices that no text ends are left out, so whatever is begun can be finished.</summary>
/// <param name="symbols">Tokens outside the text and their symbols.</param>
/// <param name="mostNodes">Nodes that a network may have.</param>
internal sealed class NetworkBuilder(IReadOnlyDictionary<string, int> symbols, int mostNodes = NetworkBuilder.MostNodes)
{
    private const int MostNodes = 1 << 19;
    private const int Dead = -1;

    private readonly List<GrammarNode> _nodes = [new GrammarNode(NodeKind.Return, 0, 0, default)];
    private readonly Dictionary<GrammarRule, int> _rules = [];
    private readonly Queue<GrammarRule> _waiting = new();
    private readonly Dictionary<int, int> _entries = [];

    /// <exception cref="ConstraintException">No text fits, a rule calls itself before a byte, or the network is too large.</exception>
    public GrammarNetwork Build(Grammar grammar)
    {
        GrammarRule root = new("the answer") { Body = grammar };
        GrammarRules rules = new(root);
        if (!rules.IsProductive(root))
        {
            throw new ConstraintException(root.Name, "a constraint that nothing fits", "one that some finite text fits");
        }

        rules.RefuseLeftRecursion();
        Number(root);
        while (_waiting.TryDequeue(out GrammarRule? rule))
        {
            _entries[_rules[rule]] = Add(rule.Body, next: 0, rules);
        }

        int[] entries = new int[_rules.Count];
        foreach ((int rule, int entry) in _entries)
        {
            entries[rule] = entry;
        }

        return new GrammarNetwork([.. _nodes], entries);
    }

    private int Number(GrammarRule rule)
    {
        if (!_rules.TryGetValue(rule, out int number))
        {
            number = _rules.Count;
            _rules.Add(rule, number);
            _waiting.Enqueue(rule);
        }

        return number;
    }

    private int Add(Grammar grammar, int next, GrammarRules rules)
    {
        switch (grammar)
        {
            case LiteralGrammar literal:
                return AddBytes(literal.Bytes, next);
            case TagGrammar tag:
                return symbols.TryGetValue(tag.Spelling, out int symbol) ? Node(NodeKind.Symbol, next, symbol) : AddBytes(Encoding.UTF8.GetBytes(tag.Spelling), next);
            case ByteGrammar one:
                return Node(NodeKind.Byte, next, 0, one.Set);
            case SequenceGrammar sequence:
                for (int i = sequence.Parts.Count - 1; i >= 0 && next != Dead; i--)
                {
                    next = Add(sequence.Parts[i], next, rules);
                }

                return next;
            case ChoiceGrammar choice:
                int entry = Dead;
                for (int i = choice.Choices.Count - 1; i >= 0; i--)
                {
                    entry = Split(Add(choice.Choices[i], next, rules), entry);
                }

                return entry;
            case RepeatGrammar repeat:
                return AddRepeat(repeat, next, rules);
            default:
                GrammarRule rule = ((CallGrammar)grammar).Rule;
                return !rules.IsProductive(rule) ? Dead : Node(next == 0 ? NodeKind.Jump : NodeKind.Call, next, Number(rule));
        }
    }

    private int AddRepeat(RepeatGrammar repeat, int next, GrammarRules rules)
    {
        int entry = next;
        if (repeat.Most is int most)
        {
            for (int i = repeat.Least; i < most; i++)
            {
                int once = Add(repeat.Part, entry, rules);
                if (once == Dead)
                {
                    break;
                }

                // Each may be the last: what follows is reached from all of them.
                entry = Split(once, next);
            }
        }
        else
        {
            int loop = Node(NodeKind.Split, next, next);
            int once = Add(repeat.Part, loop, rules);
            _nodes[loop] = new GrammarNode(NodeKind.Split, once == Dead ? next : once, next, default);
            entry = loop;
        }

        for (int i = 0; i < repeat.Least && entry != Dead; i++)
        {
            entry = Add(repeat.Part, entry, rules);
        }

        return entry;
    }

    private int AddBytes(byte[] bytes, int next)
    {
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            next = Node(NodeKind.Byte, next, 0, ByteSet.Of(bytes[i]));
        }

        return next;
    }

    private int Split(int first, int second) => first == Dead ? second : second == Dead ? first : Node(NodeKind.Split, first, second);

    private int Node(NodeKind kind, int a, int b, ByteSet set = default)
    {
        if (_nodes.Count >= mostNodes)
        {
            throw new ConstraintException("the answer", $"a constraint of more than {mostNodes} steps", "a smaller one: shorter lengths, fewer choices");
        }

        _nodes.Add(new GrammarNode(kind, a, b, set));
        return _nodes.Count - 1;
    }
}

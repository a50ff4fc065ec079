using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Constraints;

/// <summary>What is known of all rules that a grammar reaches: whether any finite text fits, and whether the empty one does.</summary>
internal sealed class GrammarRules
{
    private readonly List<GrammarRule> _rules = [];
    private readonly HashSet<GrammarRule> _productive = [];
    private readonly HashSet<GrammarRule> _nullable = [];

    public GrammarRules(GrammarRule root)
    {
        HashSet<GrammarRule> seen = [root];
        Stack<GrammarRule> waiting = new([root]);
        while (waiting.TryPop(out GrammarRule? rule))
        {
            _rules.Add(rule);
            foreach (GrammarRule called in Calls(rule.Body).Where(seen.Add))
            {
                waiting.Push(called);
            }
        }

        Grow(_productive, IsProductive);
        Grow(_nullable, IsNullable);
    }

    public bool IsProductive(GrammarRule rule) => _productive.Contains(rule);

    /// <summary>A rule that calls itself before it reads anything never comes to an end.</summary>
    public void RefuseLeftRecursion()
    {
        Dictionary<GrammarRule, bool> done = [];
        foreach (GrammarRule rule in _rules)
        {
            Visit(rule, done);
        }
    }

    private void Visit(GrammarRule rule, Dictionary<GrammarRule, bool> done)
    {
        if (done.TryGetValue(rule, out bool finished))
        {
            if (!finished)
            {
                throw new ConstraintException(rule.Name, "a reference that leads back to itself", "a value on the way");
            }

            return;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ConstraintException(rule.Name, "rules that begin with one another too deep", "fewer in a row");
        }

        done[rule] = false;
        foreach (GrammarRule first in FirstCalls(rule.Body))
        {
            Visit(first, done);
        }

        done[rule] = true;
    }

    private void Grow(HashSet<GrammarRule> known, Func<Grammar, bool> holds)
    {
        bool grown = true;
        while (grown)
        {
            grown = false;
            foreach (GrammarRule rule in _rules.Where(rule => !known.Contains(rule) && holds(rule.Body)))
            {
                grown |= known.Add(rule);
            }
        }
    }

    private bool IsProductive(Grammar grammar) => grammar switch
    {
        SequenceGrammar sequence => sequence.Parts.All(IsProductive),
        ChoiceGrammar choice => choice.Choices.Any(IsProductive),
        RepeatGrammar repeat => repeat.Least == 0 || IsProductive(repeat.Part),
        CallGrammar call => _productive.Contains(call.Rule),
        _ => true,
    };

    private bool IsNullable(Grammar grammar) => grammar switch
    {
        LiteralGrammar literal => literal.Bytes.Length == 0,
        SequenceGrammar sequence => sequence.Parts.All(IsNullable),
        ChoiceGrammar choice => choice.Choices.Any(IsNullable),
        RepeatGrammar repeat => repeat.Least == 0 || IsNullable(repeat.Part),
        CallGrammar call => _nullable.Contains(call.Rule),
        _ => false,
    };

    private static IEnumerable<GrammarRule> Calls(Grammar grammar) => grammar switch
    {
        SequenceGrammar sequence => sequence.Parts.SelectMany(Calls),
        ChoiceGrammar choice => choice.Choices.SelectMany(Calls),
        RepeatGrammar repeat => Calls(repeat.Part),
        CallGrammar call => [call.Rule],
        _ => [],
    };

    private IEnumerable<GrammarRule> FirstCalls(Grammar grammar)
    {
        switch (grammar)
        {
            case SequenceGrammar sequence:
                int end = sequence.Parts.TakeWhile(IsNullable).Count() + 1;
                return sequence.Parts.Take(end).SelectMany(FirstCalls);
            case ChoiceGrammar choice:
                return choice.Choices.SelectMany(FirstCalls);
            case RepeatGrammar repeat:
                return FirstCalls(repeat.Part);
            case CallGrammar call:
                return [call.Rule];
            default:
                return [];
        }
    }
}

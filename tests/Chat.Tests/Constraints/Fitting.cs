using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Modelwright.Runtime;
using Modelwright.Runtime.Constraints;

namespace Modelwright.Chat.Tests;

/// <summary>Whether a text fits a constraint as a whole, byte by byte.</summary>
internal static class Fitting
{
    private static readonly TokenTrie Bytes = TokenTrie.Of(new ByteTokenizer());

    private static readonly ConditionalWeakTable<OutputConstraint, ConstraintAutomaton> Automata = [];

    public static bool Fits(this OutputConstraint constraint, string text) => constraint.Fits(Encoding.UTF8.GetBytes(text));

    public static bool Fits(this OutputConstraint constraint, byte[] text)
    {
        ConstraintAutomaton automaton = Automata.GetValue(constraint, static constraint => new ConstraintAutomaton(new NetworkBuilder(Bytes.Symbols).Build(constraint.Grammar), Bytes));
        int state = automaton.Start;
        for (int i = 0; i < text.Length && state >= 0; i++)
        {
            state = automaton.After(state, text[i]);
        }

        return state >= 0 && automaton.Accepts(state);
    }

    public static OutputConstraint Schema(string schema) => OutputConstraint.JsonSchema(JsonElement.Parse(schema));

    /// <summary>Texts that fit and texts that do not, with bars between them.</summary>
    public static void Check(OutputConstraint constraint, string good, string bad)
    {
        Assert.All(good.Split('|'), text => Assert.True(constraint.Fits(text), $"refused: {text}"));
        Assert.All(bad.Split('|'), text => Assert.False(constraint.Fits(text), $"taken: {text}"));
    }
}

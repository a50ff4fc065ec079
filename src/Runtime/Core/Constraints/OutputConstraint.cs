using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using Modelwright.Runtime.Constraints;

namespace Modelwright.Runtime;

/// <summary>
/// What an answer may be: its tokens are held to it while they are chosen, so that whatever the model prefers, a finished answer fits. A constraint is compiled once into an
/// automaton over bytes; for each of its states a mask over the vocabulary is computed when it is first met, and kept. Keep a constraint as long as it is used. Thread-safe.
/// </summary>
/// <remarks>After Willard and Louf, "Efficient Guided Generation for Large Language Models", 2023, with a stack for nested values.</remarks>
public sealed class OutputConstraint
{
    private readonly Lock _gate = new();
    private WeakReference<TokenTrie>? _vocabulary;
    private ConstraintAutomaton? _automaton;

    internal OutputConstraint(Grammar grammar, string definition = "") => (Grammar, Definition) = (grammar, definition);

    /// <summary>What it was made of, a schema, a pattern or texts: what tells requests apart, such as a cache of answers, reads it where it writes options as JSON.</summary>
    public string Definition { get; }

    internal Grammar Grammar { get; }

    /// <summary>
    /// JSON that a schema (draft 2020-12) allows. Members come in the schema's order, and members that it does not name are not written. Every keyword is enforced or refused;
    /// annotations (<c>title</c>, <c>description</c>, <c>default</c> …) ask for nothing.
    /// </summary>
    /// <param name="schema">The schema.</param>
    /// <exception cref="ConstraintException">The schema asks for something that is not enforced, contradicts itself, or allows nothing.</exception>
    public static OutputConstraint JsonSchema(JsonElement schema)
    {
        try
        {
            return new OutputConstraint(new JsonSchemaCompiler(JsonNode.Parse(schema.GetRawText())).Compile(), "schema " + schema.GetRawText());
        }
        catch (ArgumentException e)
        {
            throw new ConstraintException("#", "a name twice in one object", "each name once", e);
        }
    }

    /// <summary>Any JSON object, with values nested at most eight deep.</summary>
    public static OutputConstraint JsonObject() => new(JsonGrammar.AnyObject, "object");

    /// <summary>Text that a regular expression matches as a whole.</summary>
    /// <param name="pattern">Literals, classes, groups, alternatives, quantifiers, and anchors at the ends: what is not regular (references, looking ahead) is refused.</param>
    /// <exception cref="ConstraintException">The expression is not valid, or asks for what is not enforced.</exception>
    public static OutputConstraint Regex(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return new OutputConstraint(new PatternParser(pattern, CodePointSet.ToUtf8).ParseWhole(), "pattern " + pattern);
    }

    /// <summary>One of several texts.</summary>
    /// <exception cref="ConstraintException">There is none.</exception>
    public static OutputConstraint OneOf(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        string[] choices = [.. texts];
        return choices.Length > 0
            ? new OutputConstraint(Grammar.Any([.. choices.Select(Grammar.Text)]), "one of " + string.Join(", ", choices.Select(JsonGrammar.Spell)))
            : throw new ConstraintException("the texts", "none", "one or more");
    }

    /// <summary>
    /// A processor that holds an answer to the constraint, for <see cref="GenerationOptions.LogitsProcessors"/>. End tokens are allowed where the answer may end; tokens that
    /// stand outside the text (<see cref="ITextTokenizer.SpecialTokens"/>) only where the constraint names them.
    /// </summary>
    /// <param name="model">The model, with its tokenizer.</param>
    /// <exception cref="TokenizerException">The model has no tokenizer.</exception>
    /// <exception cref="ConstraintException">The constraint allows nothing, or is too large.</exception>
    public ConstraintProcessor CreateProcessor(ICausalLanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ITextTokenizer tokenizer = TextGeneration.TokenizerOf(model);
        IReadOnlyList<int> ends = model.GenerationDefaults.EndTokens.Count > 0 ? model.GenerationDefaults.EndTokens : model.Info.EndTokens;
        return CreateProcessor(tokenizer, ends);
    }

    /// <summary>A processor for a vocabulary and its end tokens.</summary>
    /// <param name="tokenizer">Says what bytes each token stands for.</param>
    /// <param name="ends">The tokens that end an answer.</param>
    /// <exception cref="ConstraintException">The constraint allows nothing, or is too large.</exception>
    public ConstraintProcessor CreateProcessor(ITextTokenizer tokenizer, IEnumerable<int> ends)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(ends);
        return new ConstraintProcessor(Automaton(TokenTrie.Of(tokenizer)), ends);
    }

    private ConstraintAutomaton Automaton(TokenTrie vocabulary)
    {
        lock (_gate)
        {
            if (_automaton is null || _vocabulary is null || !_vocabulary.TryGetTarget(out TokenTrie? known) || known != vocabulary)
            {
                _automaton = new ConstraintAutomaton(new NetworkBuilder(vocabulary.Symbols).Build(Grammar), vocabulary);
                _vocabulary = new WeakReference<TokenTrie>(vocabulary);
            }

            return _automaton;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Microsoft.Extensions.AI;
using Modelwright.Runtime;
using Modelwright.Runtime.Constraints;

namespace Modelwright.Extensions.AI;

/// <summary>What a request asks the answer to be, put together with the thought before it. Constraints are kept, so that a schema is compiled once. Thread-safe.</summary>
internal sealed class AnswerConstraints
{
    private const int MostKept = 32;

    private readonly Dictionary<string, OutputConstraint> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<OutputConstraint, Dictionary<string, OutputConstraint>> _given = [];
    private readonly Lock _gate = new();

    /// <summary>The constraint of a request; null where it asks for none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="form">How the model writes tool calls.</param>
    /// <param name="thought">What of a thought may stand before the answer.</param>
    /// <exception cref="ConstraintException">It cannot be enforced.</exception>
    public OutputConstraint? Of(ChatRequest request, ToolCallForm form, ThoughtForm thought)
    {
        if (request.Constraint is null && request.RequiredTools is null && request.Json is null)
        {
            return null;
        }

        IReadOnlyList<AIFunctionDeclaration> tools = request.RequiredTools ?? request.Offered;
        string key = $"{thought} {form} {request.OneCall} {request.RequiredTools is null} {request.Json?.Schema?.GetRawText()} {string.Join('\n', tools.Select(static tool => tool.Name + tool.JsonSchema.GetRawText()))}";
        lock (_gate)
        {
            Dictionary<string, OutputConstraint> kept = request.Constraint is { } given ? Entry(_given, given, static () => []) : _kept;
            return Entry(kept, key, () => Behind(thought, Answer(request, tools, form)));
        }
    }

    /// <summary>What is asked for; or, where tools are offered and none must be called, calls before it.</summary>
    private static Grammar Answer(ChatRequest request, IReadOnlyList<AIFunctionDeclaration> tools, ToolCallForm form)
    {
        Grammar? calls = tools.Count > 0 ? ToolCallGrammar.Of(tools, form, request.OneCall) : null;
        if (request.RequiredTools is not null)
        {
            return calls!;
        }

        OutputConstraint answer = request.Constraint ?? (request.Json!.Schema is JsonElement schema ? OutputConstraint.JsonSchema(schema) : OutputConstraint.JsonObject());
        return calls is null ? answer.Grammar : Grammar.Any([answer.Grammar, calls]);
    }

    private static TValue Entry<TKey, TValue>(Dictionary<TKey, TValue> kept, TKey key, Func<TValue> make)
        where TKey : notnull
    {
        if (!kept.TryGetValue(key, out TValue? value))
        {
            value = make();
            if (kept.Count >= MostKept)
            {
                kept.Clear();
            }

            kept.Add(key, value);
        }

        return value;
    }

    private static OutputConstraint Behind(ThoughtForm thought, Grammar answer)
    {
        Grammar rest = Grammar.Then(
            Grammar.Without(ChatOutputParser.ThinkEnd), Grammar.Tag(ChatOutputParser.ThinkEnd), Grammar.Repeat(Grammar.Text("\n"), 0, 2));
        return new OutputConstraint(thought switch
        {
            ThoughtForm.Open => Grammar.Then(rest, answer),
            ThoughtForm.Possible => Grammar.Then(Grammar.Optional(Grammar.Then(Grammar.Tag(ChatOutputParser.ThinkBegin), rest)), answer),
            _ => answer,
        });
    }
}

/// <summary>What of a thought may stand before an answer.</summary>
internal enum ThoughtForm
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A thought, or none.</summary>
    Possible,

    /// <summary>The rest of one that the prompt has begun.</summary>
    Open,
}

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
    private readonly Dictionary<OutputConstraint, Dictionary<ThoughtForm, OutputConstraint>> _given = [];
    private readonly Lock _gate = new();

    /// <summary>The constraint of a request; null where it asks for none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="form">How the model writes tool calls.</param>
    /// <param name="thought">What of a thought may stand before the answer.</param>
    /// <exception cref="ConstraintException">It cannot be enforced.</exception>
    public OutputConstraint? Of(ChatRequest request, ToolCallForm form, ThoughtForm thought)
    {
        lock (_gate)
        {
            if (request.Constraint is { } given)
            {
                if (!_given.TryGetValue(given, out Dictionary<ThoughtForm, OutputConstraint>? forms))
                {
                    Bound(_given);
                    _given.Add(given, forms = []);
                }

                return forms.TryGetValue(thought, out OutputConstraint? known) ? known : forms[thought] = Behind(thought, given.Grammar);
            }

            return request.RequiredTools is { } required
                ? Keep($"{thought} {form} {request.OneCall} {string.Join('\n', required.Select(static tool => tool.Name + tool.JsonSchema.GetRawText()))}", () => Behind(thought, ToolCallGrammar.Of(required, form, request.OneCall)))
                : request.Json is { } json
                ? Keep($"{thought} {json.Schema?.GetRawText()}", () => Behind(thought, (json.Schema is JsonElement schema ? OutputConstraint.JsonSchema(schema) : OutputConstraint.JsonObject()).Grammar))
                : null;
        }
    }

    private OutputConstraint Keep(string key, Func<OutputConstraint> make)
    {
        if (!_kept.TryGetValue(key, out OutputConstraint? constraint))
        {
            constraint = make();
            Bound(_kept);
            _kept.Add(key, constraint);
        }

        return constraint;
    }

    private static void Bound<TKey>(Dictionary<TKey, OutputConstraint> kept)
        where TKey : notnull
    {
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }
    }

    private static void Bound(Dictionary<OutputConstraint, Dictionary<ThoughtForm, OutputConstraint>> kept)
    {
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }
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

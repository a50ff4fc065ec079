using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Modelwright.Runtime.Constraints;

/// <content>Objects, arrays and strings.</content>
internal sealed partial class JsonSchemaCompiler
{
    private const int MostCount = 10_000;

    /// <summary>The days of the years 1000 to 2999.</summary>
    private const string Date =
        "([12][0-9]{3}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|([12][0-9](0[48]|[2468][048]|[13579][26])|(1[26]|2[048])00)-02-29)";

    /// <summary>What is enforced of formats: no text that fits is outside the format, though not every text of the format fits.</summary>
    private static readonly Dictionary<string, string> Formats = new(StringComparer.Ordinal)
    {
        ["date"] = Date,
        ["time"] = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-2]):[0-5][0-9])",
        ["date-time"] = Date + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-2]):[0-5][0-9])",
        ["uuid"] = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        ["email"] = "[a-z0-9_]{1,32}(\\.[a-z0-9_]{1,16})?@[a-z0-9]{1,32}(\\.[a-z0-9]{1,16}){0,2}\\.[a-z]{2,16}",
        ["ipv4"] = "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])",
        ["uri"] = "https?://[a-z0-9]{1,32}(-[a-z0-9]{1,16})?(\\.[a-z0-9]{1,32}){1,3}(/[A-Za-z0-9._~-]{0,64}){0,16}",
    };

    private Grammar Object(JsonObject keywords, string at)
    {
        JsonObject properties = keywords["properties"] switch
        {
            null => [],
            JsonObject members => members,
            JsonNode other => throw Refuse(at, $"'properties' as {Shown(other)}", "an object of schemas"),
        };
        string[] required = keywords["required"] switch
        {
            null => [],
            JsonArray list => [.. list.Select(item => item is JsonValue value && value.TryGetValue(out string? name) ? name : throw Refuse(at, $"'required' with {Shown(item)}", "texts"))],
            JsonNode other => throw Refuse(at, $"'required' as {Shown(other)}", "a list of texts"),
        };
        keywords.TryGetPropertyValue("additionalProperties", out JsonNode? additional);
        bool closed = additional is JsonValue no && no.GetValueKind() == JsonValueKind.False;
        if (required.Length == 0 && !closed && properties.Count == 0 && (additional is not null || !keywords.ContainsKey("properties")))
        {
            return JsonGrammar.Map(additional is null ? JsonGrammar.AnyValue : InRule(Value(additional, at + "/additionalProperties")));
        }

        List<(string Name, Grammar Value, bool Required)> fields =
        [
            .. properties.Select(member => (member.Key, InRule(Value(member.Value, $"{at}/properties/{member.Key}")), required.Contains(member.Key))),
            .. required.Distinct().Where(name => !properties.ContainsKey(name))
                .Select(name => (name, additional is null ? JsonGrammar.AnyValue : InRule(Value(additional, at + "/additionalProperties")), true)),
        ];
        return Grammar.Then(Grammar.Text("{"), JsonGrammar.Space, Members(fields), Grammar.Text("}"));
    }

    /// <summary>Members from each on, with and without one before: every rule is shared by all that lead to it.</summary>
    private static Grammar Members(List<(string Name, Grammar Value, bool Required)> fields)
    {
        GrammarRule first = new("the end of an object") { Body = Grammar.Empty };
        GrammarRule later = new("the end of an object") { Body = JsonGrammar.Space };
        for (int i = fields.Count - 1; i >= 0; i--)
        {
            (string name, Grammar value, bool required) = fields[i];
            Grammar member = Grammar.Then(JsonGrammar.Member(Grammar.Text(JsonGrammar.Spell(name)), value), new CallGrammar(later));
            Grammar behind = Grammar.Then(Grammar.Text(","), JsonGrammar.Space, member);
            (GrammarRule withNone, GrammarRule withSome) = (new(name), new(name));
            withNone.Body = required ? member : Grammar.Any(member, new CallGrammar(first));
            withSome.Body = required ? behind : Grammar.Any(behind, new CallGrammar(later));
            (first, later) = (withNone, withSome);
        }

        return new CallGrammar(first);
    }

    private static Grammar InRule(Grammar grammar) => grammar is CallGrammar or LiteralGrammar ? grammar : new CallGrammar(new GrammarRule("a value") { Body = grammar });

    private Grammar Array(JsonObject keywords, string at)
    {
        (int least, int? most) = (Count(keywords, "minItems", at) ?? 0, Count(keywords, "maxItems", at));
        List<Grammar> before = keywords["prefixItems"] switch
        {
            null => [],
            JsonArray list => [.. list.Take(most ?? int.MaxValue).Select((item, i) => InRule(Value(item, $"{at}/prefixItems/{i}")))],
            JsonNode other => throw Refuse(at, $"'prefixItems' as {Shown(other)}", "a list of schemas"),
        };
        keywords.TryGetPropertyValue("items", out JsonNode? items);
        Grammar item = items is null ? JsonGrammar.AnyValue : InRule(Value(items, at + "/items"));
        return most < least ? Grammar.Nothing : JsonGrammar.List(before, item, Math.Max(0, least - before.Count), most - before.Count);
    }

    private static Grammar String(JsonObject keywords, string at)
    {
        string? pattern = Text(keywords, "pattern", at);
        string? format = Text(keywords, "format", at);
        (int? least, int? most) = (Count(keywords, "minLength", at), Count(keywords, "maxLength", at));
        if ((pattern is null ? 0 : 1) + (format is null ? 0 : 1) + (least is null && most is null ? 0 : 1) > 1)
        {
            throw Refuse(at, "several of 'pattern', 'format' and lengths", "one of them");
        }

        if (pattern is not null)
        {
            return JsonGrammar.Quoted(new PatternParser(pattern, JsonGrammar.Encode).ParseAnywhere());
        }

        if (format is not null)
        {
            return Formats.TryGetValue(format, out string? expression)
                ? JsonGrammar.Quoted(new PatternParser(expression, JsonGrammar.Encode).ParseWhole())
                : throw Refuse(at, $"the format '{format}', which is not enforced", "one of " + string.Join(", ", Formats.Keys));
        }

        return least is null && most is null ? JsonGrammar.AnyString : JsonGrammar.Quoted(Grammar.Repeat(JsonGrammar.Character, least ?? 0, most));
    }

    private static int? Count(JsonObject keywords, string key, string at)
    {
        if (keywords[key] is not JsonNode node)
        {
            return null;
        }

        return node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out decimal number) && number == decimal.Truncate(number) && number is >= 0 and <= MostCount
            ? (int)number
            : throw Refuse(at, $"'{key}' as {Shown(node)}", $"a whole number at least 0 and at most {MostCount}");
    }

    private static string? Text(JsonObject keywords, string key, string at) => keywords[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonNode other => throw Refuse(at, $"'{key}' as {Shown(other)}", "a text"),
    };
}

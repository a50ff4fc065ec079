using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Modelwright.Runtime.Constraints;

/// <summary>Schemas that hold together made one, where that can be said without looking at values.</summary>
internal static class SchemaMerge
{
    private const int Deepest = 32;

    /// <summary>A schema with all parts of its <c>allOf</c>.</summary>
    public static JsonNode All(JsonObject schema, string at, Func<JsonNode?, string, JsonNode?> resolve)
    {
        JsonArray parts = schema["allOf"] as JsonArray ?? throw new ConstraintException(at, "'allOf' that is no list", "a list of schemas");
        JsonNode merged = Without(schema, "allOf");
        for (int i = 0; i < parts.Count; i++)
        {
            merged = Both(merged, parts[i], $"{at}/allOf/{i}", resolve);
        }

        return merged;
    }

    /// <summary>A schema without one of its keywords.</summary>
    public static JsonObject Without(JsonObject schema, string keyword)
    {
        JsonObject rest = schema.DeepClone().AsObject();
        rest.Remove(keyword);
        return rest;
    }

    /// <summary>What both allow.</summary>
    public static JsonObject Both(JsonNode? first, JsonNode? second, string at, Func<JsonNode?, string, JsonNode?> resolve)
    {
        (JsonObject a, JsonObject b) = (Expanded(first, at, resolve), Expanded(second, at, resolve));
        RequireOneSayOnMembers(a, b, at);
        JsonObject merged = a.DeepClone().AsObject();
        foreach ((string keyword, JsonNode? value) in b)
        {
            merged[keyword] = !merged.TryGetPropertyValue(keyword, out JsonNode? other) ? value?.DeepClone() : keyword switch
            {
                "type" => Types(other, value),
                "required" => new JsonArray([.. Texts(other).Union(Texts(value)).Select(static text => (JsonNode)text)]),
                "properties" => Properties(other, value, at, resolve),
                "title" or "description" or "default" or "examples" or "$comment" => other?.DeepClone(),
                _ => JsonNode.DeepEquals(other, value) ? other?.DeepClone() : throw new ConstraintException(at, $"'{keyword}' twice", "once: the two are not made one"),
            };
        }

        return merged;
    }

    /// <summary>Refuses a choice of exactly one whose parts may hold at once.</summary>
    public static void RequireDisjoint(IReadOnlyList<JsonNode?> branches, string at, Func<JsonNode?, string, JsonNode?> resolve)
    {
        JsonObject[] expanded = [.. branches.Select(branch => Expanded(branch, at, resolve))];
        for (int i = 0; i < expanded.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!AreDisjoint(expanded[i], expanded[j]))
                {
                    throw new ConstraintException(at, $"schemas {j} and {i}, which a value may both fit", "'anyOf', or schemas of different types, or a required member that tells them apart by 'const'");
                }
            }
        }
    }

    private static bool AreDisjoint(JsonObject a, JsonObject b)
    {
        if (a.ContainsKey("type") && b.ContainsKey("type"))
        {
            HashSet<string> types = [.. Texts(a["type"]).SelectMany(static type => type == "number" ? new[] { "number", "integer" } : [type])];
            if (!Texts(b["type"]).SelectMany(static type => type == "number" ? new[] { "number", "integer" } : [type]).Any(types.Contains))
            {
                return true;
            }
        }

        if (Values(a) is { } ours && Values(b) is { } theirs)
        {
            return !ours.Any(value => theirs.Any(other => JsonNode.DeepEquals(value, other)));
        }

        return Texts(a["required"]).Intersect(Texts(b["required"])).Any(name =>
            Member(a, name) is JsonObject one && Member(b, name) is JsonObject other && Values(one) is { } ones && Values(other) is { } others
            && !ones.Any(value => others.Any(o => JsonNode.DeepEquals(value, o))));
    }

    private static IReadOnlyList<JsonNode?>? Values(JsonObject schema) =>
        schema.TryGetPropertyValue("const", out JsonNode? constant) ? [constant] : schema["enum"] is JsonArray list ? [.. list] : null;

    /// <summary>A name that one part declares and the other excludes would be allowed by neither.</summary>
    private static void RequireOneSayOnMembers(JsonObject a, JsonObject b, string at)
    {
        foreach ((JsonObject one, JsonObject other) in new[] { (a, b), (b, a) })
        {
            if (one.ContainsKey("additionalProperties") && other["properties"] is JsonObject members && members.Any(member => Member(one, member.Key) is null))
            {
                throw new ConstraintException(at, "'additionalProperties' in one part and 'properties' in another", "both in one");
            }
        }
    }

    private static JsonObject Expanded(JsonNode? schema, string at, Func<JsonNode?, string, JsonNode?> resolve)
    {
        for (int depth = 0; depth < Deepest; depth++)
        {
            JsonObject keywords = schema as JsonObject ?? throw new ConstraintException(at, "a part that is no object", "a schema of keywords");
            if (keywords.ContainsKey("allOf"))
            {
                schema = All(keywords, at, resolve);
            }
            else if (keywords.TryGetPropertyValue("$ref", out JsonNode? reference))
            {
                JsonObject rest = Without(keywords, "$ref");
                schema = rest.Count == 0 ? resolve(reference, at) : Both(rest, resolve(reference, at), at, resolve);
            }
            else
            {
                return keywords;
            }
        }

        throw new ConstraintException(at, "references that lead to one another", "a schema at their end");
    }

    private static JsonArray Types(JsonNode? a, JsonNode? b)
    {
        string[] others = [.. Texts(b)];
        return new JsonArray([.. Texts(a).SelectMany(type => others.Contains(type) ? [type]
            : type == "number" && others.Contains("integer") ? ["integer"]
            : type == "integer" && others.Contains("number") ? new[] { "integer" } : []).Distinct().Select(static type => (JsonNode)type)]);
    }

    private static JsonObject Properties(JsonNode? a, JsonNode? b, string at, Func<JsonNode?, string, JsonNode?> resolve)
    {
        JsonObject merged = Schemas(a, at).DeepClone().AsObject();
        foreach ((string name, JsonNode? schema) in Schemas(b, at))
        {
            merged[name] = merged.TryGetPropertyValue(name, out JsonNode? other) ? Both(other, schema, $"{at}/properties/{name}", resolve) : schema?.DeepClone();
        }

        return merged;
    }

    private static JsonObject Schemas(JsonNode? properties, string at) =>
        properties is null ? [] : properties as JsonObject ?? throw new ConstraintException(at, "'properties' that is no object", "an object of schemas");

    private static JsonNode? Member(JsonObject schema, string name) => (schema["properties"] as JsonObject)?[name];

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray list => list.Select(static item => item is JsonValue value && value.TryGetValue(out string? text) ? text : ""),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };
}

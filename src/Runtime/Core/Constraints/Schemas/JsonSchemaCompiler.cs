using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Modelwright.Runtime.Constraints;

/// <summary>
/// From a JSON schema to a grammar whose every text the schema allows. It may allow less than the schema does (the order of members, names that are not listed, numbers without end),
/// and never more: a keyword that is not known here is refused.
/// </summary>
internal sealed partial class JsonSchemaCompiler(JsonNode? root)
{
    private static readonly string[] Types = ["object", "array", "string", "integer", "number", "boolean", "null"];

    /// <summary>Keywords that say something about a value to people, or hold schemas that others name.</summary>
    private static readonly HashSet<string> Annotations =
    [
        "$schema", "$id", "$anchor", "$comment", "$defs", "definitions", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly",
        "contentEncoding", "contentMediaType", "contentSchema", "$vocabulary",
    ];

    /// <summary>Keywords that are enforced, and the type of value that each is about.</summary>
    private static readonly Dictionary<string, string> Enforced = new(StringComparer.Ordinal)
    {
        ["properties"] = "object",
        ["required"] = "object",
        ["additionalProperties"] = "object",
        ["items"] = "array",
        ["prefixItems"] = "array",
        ["minItems"] = "array",
        ["maxItems"] = "array",
        ["minLength"] = "string",
        ["maxLength"] = "string",
        ["pattern"] = "string",
        ["format"] = "string",
        ["minimum"] = "number",
        ["maximum"] = "number",
        ["exclusiveMinimum"] = "number",
        ["exclusiveMaximum"] = "number",
        ["multipleOf"] = "number",
        ["type"] = "",
        ["enum"] = "",
        ["const"] = "",
        ["anyOf"] = "",
        ["oneOf"] = "",
        ["allOf"] = "",
        ["$ref"] = "",
    };

    private readonly Dictionary<string, GrammarRule> _references = new(StringComparer.Ordinal);

    /// <summary>The whole schema.</summary>
    public Grammar Compile() => Value(root, "#");

    /// <summary>A schema that stands in the whole one, so that its references lead there.</summary>
    public Grammar Compile(JsonNode? schema, string at) => Value(schema, at);

    private Grammar Value(JsonNode? schema, string at)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Refuse(at, "schemas nested too deep", "fewer in one another");
        }

        if (schema is JsonValue constant && constant.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            return constant.GetValueKind() == JsonValueKind.True ? JsonGrammar.AnyValue : Grammar.Nothing;
        }

        JsonObject keywords = schema as JsonObject ?? throw Refuse(at, Shown(schema), "a schema: an object, true or false");
        foreach ((string keyword, _) in keywords)
        {
            if (!Enforced.ContainsKey(keyword) && !Annotations.Contains(keyword) && !keyword.StartsWith("x-", StringComparison.Ordinal))
            {
                throw Refuse(at, $"'{keyword}', which is not enforced", "none, or one of " + string.Join(", ", Enforced.Keys));
            }
        }

        return keywords.ContainsKey("allOf") ? Value(SchemaMerge.All(keywords, at, Resolve), at)
            : keywords.ContainsKey("anyOf") ? Choice(keywords, "anyOf", at)
            : keywords.ContainsKey("oneOf") ? Choice(keywords, "oneOf", at)
            : keywords.TryGetPropertyValue("$ref", out JsonNode? reference) ? Referenced(keywords, reference, at)
            : Own(keywords, at);
    }

    private Grammar Choice(JsonObject keywords, string keyword, string at)
    {
        JsonArray branches = keywords[keyword] as JsonArray is { Count: > 0 } list ? list : throw Refuse(at, $"'{keyword}' as {Shown(keywords[keyword])}", "a list of schemas");
        JsonObject rest = [.. keywords.Where(member => member.Key != keyword && !Annotations.Contains(member.Key)).Select(static member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))];
        JsonNode?[] merged = [.. branches.Select((branch, i) => rest.Count == 0 ? branch : SchemaMerge.Both(rest, branch, $"{at}/{keyword}/{i}", Resolve))];
        if (keyword == "oneOf")
        {
            SchemaMerge.RequireDisjoint(merged, $"{at}/oneOf", Resolve);
        }

        return Grammar.Any([.. merged.Select((branch, i) => Value(branch, $"{at}/{keyword}/{i}"))]);
    }

    private Grammar Referenced(JsonObject keywords, JsonNode? reference, string at)
    {
        if (keywords.Any(static member => member.Key != "$ref" && !Annotations.Contains(member.Key)))
        {
            return Value(SchemaMerge.Both(SchemaMerge.Without(keywords, "$ref"), Resolve(reference, at), at, Resolve), at);
        }

        string pointer = reference is JsonValue value && value.TryGetValue(out string? text) ? text : throw Refuse(at, $"'$ref' as {Shown(reference)}", "a pointer such as '#/$defs/name'");
        if (!_references.TryGetValue(pointer, out GrammarRule? rule))
        {
            rule = new GrammarRule(pointer);
            _references.Add(pointer, rule);
            rule.Body = Value(Resolve(reference, at), pointer);
        }

        return new CallGrammar(rule);
    }

    /// <summary>What a reference within the schema stands for.</summary>
    private JsonNode? Resolve(JsonNode? reference, string at)
    {
        string pointer = reference is JsonValue value && value.TryGetValue(out string? text) ? text : Shown(reference);
        if (!pointer.StartsWith('#'))
        {
            throw Refuse(at, $"'$ref' to {pointer}", "a pointer within the schema, such as '#/$defs/name'");
        }

        JsonNode? node = root;
        foreach (string part in pointer[1..].Split('/').Skip(1))
        {
            string name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node is JsonObject container && container.TryGetPropertyValue(name, out JsonNode? member) ? member
                : node is JsonArray list && int.TryParse(name, out int index) && index >= 0 && index < list.Count ? list[index]
                : throw Refuse(at, $"'$ref' to {pointer}, which is not there", "a pointer to a schema");
        }

        return pointer is "#" || pointer.StartsWith("#/", StringComparison.Ordinal) ? node : throw Refuse(at, $"'$ref' to {pointer}", "a pointer such as '#/$defs/name'");
    }

    /// <summary>A schema without references and combinations.</summary>
    private Grammar Own(JsonObject keywords, string at)
    {
        string[] types = TypesOf(keywords, at);
        if (keywords.TryGetPropertyValue("const", out JsonNode? constant))
        {
            return Listed([constant], keywords, types, at);
        }

        if (keywords.TryGetPropertyValue("enum", out JsonNode? list))
        {
            return Listed(list as JsonArray ?? throw Refuse(at, $"'enum' as {Shown(list)}", "a list of values"), keywords, types, at);
        }

        bool anything = types.Length == Types.Length && keywords.All(static member => Annotations.Contains(member.Key) || member.Key == "type" || member.Key.StartsWith("x-", StringComparison.Ordinal));
        return anything ? JsonGrammar.AnyValue : Grammar.Any([.. types.Where(type => type != "integer" || !types.Contains("number")).Select(type => OfType(type, keywords, at))]);
    }

    private Grammar OfType(string type, JsonObject keywords, string at) => type switch
    {
        "object" => Object(keywords, at),
        "array" => Array(keywords, at),
        "string" => String(keywords, at),
        "integer" or "number" => Number(keywords, type == "integer", at),
        "boolean" => Grammar.Any(Grammar.Text("true"), Grammar.Text("false")),
        _ => Grammar.Text("null"),
    };

    /// <summary>The types asked for; where none is, those that the other keywords are about, or all.</summary>
    private static string[] TypesOf(JsonObject keywords, string at)
    {
        string[]? asked = keywords["type"] switch
        {
            null => null,
            JsonArray list => [.. list.Select(item => item is JsonValue value && value.TryGetValue(out string? name) ? name : throw Refuse(at, $"the type {Shown(item)}", "a text"))],
            JsonValue value when value.TryGetValue(out string? name) => [name],
            JsonNode other => throw Refuse(at, $"'type' as {Shown(other)}", "a text or a list of texts"),
        };
        if (asked?.FirstOrDefault(static type => !Types.Contains(type)) is string unknown)
        {
            throw Refuse(at, $"the type '{unknown}'", "one of " + string.Join(", ", Types));
        }

        string[] about = [.. keywords.Select(static member => Enforced.GetValueOrDefault(member.Key, "")).Where(static type => type.Length > 0).Distinct()];
        return asked ?? (about.Length > 0 ? about : Types);
    }

    private static Grammar Listed(IEnumerable<JsonNode?> values, JsonObject keywords, string[] types, string at)
    {
        string[] others = [.. keywords.Select(static member => member.Key).Where(static key => key is not ("enum" or "const" or "type") && Enforced.ContainsKey(key))];
        if (others.Length > 0)
        {
            throw Refuse(at, $"'{others[0]}' beside listed values", "the values that it leaves");
        }

        bool both = keywords.ContainsKey("enum") && keywords.ContainsKey("const");
        return both
            ? throw Refuse(at, "'enum' beside 'const'", "one of the two")
            : Grammar.Any([.. values.Where(value => types.Contains(TypeOf(value)) || (TypeOf(value) == "integer" && types.Contains("number"))).Select(static value => Grammar.Text(Spell(value)))]);
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => IsWhole(value) ? "integer" : "number",
        _ => "boolean",
    };

    private static bool IsWhole(JsonNode value) => value.AsValue().TryGetValue(out decimal number) && number == decimal.Truncate(number);

    /// <summary>A value as it is written, without white space.</summary>
    private static string Spell(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject members => "{" + string.Join(",", members.Select(static member => JsonGrammar.Spell(member.Key) + ":" + Spell(member.Value))) + "}",
        JsonArray items => "[" + string.Join(",", items.Select(Spell)) + "]",
        JsonValue text when text.TryGetValue(out string? content) => JsonGrammar.Spell(content),
        _ => value.ToJsonString(),
    };

    private static string Shown(JsonNode? node)
    {
        const int most = 80;
        string text = node?.ToJsonString() ?? "null";
        return text.Length <= most ? text : string.Concat(text.AsSpan(0, most), "…");
    }

    private static ConstraintException Refuse(string at, string found, string wanted) => new(at, found, wanted);
}

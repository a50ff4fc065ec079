using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Modelwright.Runtime;
using Modelwright.Runtime.Constraints;

namespace Modelwright.Extensions.AI;

/// <summary>Tool calls in the model's own syntax, their arguments held to the tools' schemas.</summary>
internal static class ToolCallGrammar
{
    private const string ParameterEnd = "</parameter>";

    /// <summary>One call or more.</summary>
    /// <param name="tools">The tools that may be called.</param>
    /// <param name="form">How.</param>
    /// <param name="one">Whether there is one call and no more.</param>
    public static Grammar Of(IReadOnlyList<AIFunctionDeclaration> tools, ToolCallForm form, bool one)
    {
        Grammar call = Grammar.Then(
            Grammar.Tag(ChatOutputParser.CallBegin),
            Grammar.Text("\n"),
            Grammar.Any([.. tools.Select(tool => form == ToolCallForm.Json ? Json(tool) : Xml(tool))]),
            Grammar.Text("\n"),
            Grammar.Tag(ChatOutputParser.CallEnd));
        return one ? call : Grammar.Then(call, Grammar.Repeat(Grammar.Then(Grammar.Text("\n"), call), 0, most: null));
    }

    private static Grammar Json(AIFunctionDeclaration tool) => Grammar.Then(
        Grammar.Text($"{{\"name\": {JsonGrammar.Spell(tool.Name)}, \"arguments\": "), OutputConstraint.JsonSchema(tool.JsonSchema).Grammar, Grammar.Text("}"));

    private static Grammar Xml(AIFunctionDeclaration tool)
    {
        JsonObject schema = JsonNode.Parse(tool.JsonSchema.GetRawText()) as JsonObject ?? [];
        JsonSchemaCompiler compiler = new(schema);
        string[] required = [.. (schema["required"] as JsonArray ?? []).OfType<JsonValue>().Select(static name => name.ToString())];
        List<Grammar> parts = [Grammar.Text($"<function={tool.Name}>\n")];
        foreach ((string name, JsonNode? value) in schema["properties"] as JsonObject ?? [])
        {
            Grammar parameter = Grammar.Then(Grammar.Text($"<parameter={name}>\n"), Value(compiler, value, $"#/properties/{name}"), Grammar.Text("\n" + ParameterEnd + "\n"));
            parts.Add(required.Contains(name) ? parameter : Grammar.Optional(parameter));
        }

        return Grammar.Then([.. parts, Grammar.Text("</function>")]);
    }

    /// <summary>A text stands as it is, without quotes; everything else is JSON.</summary>
    private static Grammar Value(JsonSchemaCompiler compiler, JsonNode? schema, string at)
    {
        if (schema is not JsonObject keywords || !IsText(keywords["type"]))
        {
            return compiler.Compile(schema, at);
        }

        string? other = keywords.Select(static member => member.Key).FirstOrDefault(static key => key is "pattern" or "format" or "minLength" or "maxLength" or "const" or "anyOf" or "oneOf" or "allOf" or "$ref");
        return other is not null ? throw new ConstraintException(at, $"'{other}' of a text", "'enum', or any text: this model writes texts as they are")
            : keywords["enum"] is JsonArray texts ? Grammar.Any([.. texts.Select(static text => Grammar.Text(text?.ToString() ?? "null"))])
            : Grammar.Without(ParameterEnd);
    }

    private static bool IsText(JsonNode? type) => type is JsonArray list ? list.Any(static item => item?.ToString() == "string") : type?.ToString() == "string";
}

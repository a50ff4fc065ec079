using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Modelwright.Chat.Tests;

/// <summary>Schemas drawn at random, of everything that is enforced.</summary>
internal sealed class RandomSchema(int seed)
{
    private readonly Random _random = new(seed);

    public JsonObject Next() => Value(depth: 0);

    private JsonObject Value(int depth) => _random.Next(depth < 3 ? 14 : 9) switch
    {
        0 => new JsonObject { ["type"] = "boolean" },
        1 => Whole(),
        2 => Fraction(),
        3 => Lengths(),
        4 => new JsonObject { ["enum"] = new JsonArray("a", "ä\"\\", 1, 2.5, true, null, new JsonArray(1, 2), new JsonObject { ["k"] = "v" }) },
        5 => new JsonObject { ["const"] = _random.Next(2) == 0 ? "x\n" : -7 },
        6 => new JsonObject { ["type"] = "string", ["pattern"] = Pick("^[a-c]{2,4}$", "\\d{3}", "^(red|green)-[^\\s\"]+$", "^\\u00e9?[x-z]*\\\\$", "^a|b$") },
        7 => new JsonObject { ["type"] = "string", ["format"] = Pick("date", "date-time", "uuid", "ipv4", "email", "time") },
        8 => new JsonObject { ["type"] = new JsonArray("null", Pick("string", "integer", "number", "boolean")) },
        9 => List(depth),
        10 => new JsonObject { ["anyOf"] = new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (JsonNode)Value(depth + 1))]) },
        11 => new JsonObject { ["type"] = "object", ["additionalProperties"] = Whole() },
        12 => Inherited(depth),
        _ => Members(depth),
    };

    private string Pick(params string[] texts) => texts[_random.Next(texts.Length)];

    private JsonObject Whole()
    {
        JsonObject schema = new() { ["type"] = "integer" };
        int low = _random.Next(-1200, 1200);
        switch (_random.Next(5))
        {
            case 0:
                schema["minimum"] = low;
                schema["maximum"] = low + _random.Next(0, 3000);
                break;
            case 1:
                schema["exclusiveMinimum"] = low;
                break;
            case 2:
                schema["maximum"] = low;
                break;
            case 3:
                schema["multipleOf"] = _random.Next(1, 40);
                break;
            default:
                schema["minimum"] = 0;
                schema["maximum"] = 500;
                schema["multipleOf"] = 25;
                break;
        }

        return schema;
    }

    private JsonObject Fraction()
    {
        decimal low = _random.Next(-5000, 5000) / 1000m;
        return _random.Next(3) switch
        {
            0 => new JsonObject { ["type"] = "number" },
            1 => new JsonObject { ["type"] = "number", ["minimum"] = low, ["exclusiveMaximum"] = low + 0.75m },
            _ => new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0, ["maximum"] = 1 },
        };
    }

    private JsonObject Lengths()
    {
        int least = _random.Next(0, 4);
        return new JsonObject { ["type"] = "string", ["minLength"] = least, ["maxLength"] = least + _random.Next(0, 9) };
    }

    private JsonObject List(int depth)
    {
        int least = _random.Next(0, 3);
        JsonObject schema = new() { ["type"] = "array", ["items"] = Value(depth + 1), ["minItems"] = least, ["maxItems"] = least + _random.Next(0, 3) };
        if (_random.Next(3) == 0)
        {
            schema["prefixItems"] = new JsonArray(Value(depth + 1), Value(depth + 1));
            schema["maxItems"] = 2 + least;
        }

        return schema;
    }

    private JsonObject Members(int depth)
    {
        JsonObject properties = [];
        List<string> required = [];
        foreach (string name in (string[])["id", "näme", "with \"quotes\"", "list", "z"])
        {
            if (_random.Next(3) > 0)
            {
                properties[name] = Value(depth + 1);
                if (_random.Next(2) == 0)
                {
                    required.Add(name);
                }
            }
        }

        JsonObject schema = new() { ["type"] = "object", ["title"] = "t", ["properties"] = properties, ["required"] = new JsonArray([.. required.Select(static name => (JsonNode)name)]) };
        if (_random.Next(2) == 0)
        {
            schema["additionalProperties"] = false;
        }

        return schema;
    }

    private JsonObject Inherited(int depth) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["type"] = "string" } },
        ["required"] = new JsonArray("kind"),
        ["oneOf"] = new JsonArray(
            new JsonObject { ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = "a" }, ["a"] = Value(depth + 1) } },
            new JsonObject { ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = "b" }, ["b"] = Value(depth + 1) }, ["required"] = new JsonArray("b", "kind") }),
    };
}

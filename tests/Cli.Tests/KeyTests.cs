using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Modelwright.Tests;

namespace Modelwright.Cli.Tests;

/// <summary>No key of a config is passed over.</summary>
public class KeyTests
{
    /// <summary>Objects whose members are data, not keys.</summary>
    private static readonly string[] Maps = ["id2label", "label2id"];

    public static TheoryData<string> Configs
    {
        get
        {
            string[] published = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "configs"), "*.json");
            string[] goldens = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "goldens"), "config.json", SearchOption.AllDirectories);
            Assert.NotEmpty(published);
            Assert.NotEmpty(goldens);
            return [.. published.Concat(goldens).Select(static path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Every member of every object that has a meaning of its own is read or ignored for a reason; none is unknown.</summary>
    [Theory]
    [MemberData(nameof(Configs))]
    public void Every_key_is_accounted_for(string config)
    {
        ConfigText text = ConfigText.Read(Path.Combine(Repository.Root, config), default);
        using JsonDocument json = JsonDocument.Parse(text.Text);
        Dictionary<string, IR.KeyUse> keys = text.Bound.Keys.ToDictionary(static use => use.Pointer);

        List<string> forgotten = [];
        Collect(json.RootElement, "", keys, forgotten);

        Assert.Empty(forgotten);
        Assert.DoesNotContain(keys.Values, static use => use.Fate == IR.KeyFate.Unknown);
        Assert.All(keys.Values.Where(static use => use.Fate == IR.KeyFate.Ignored), static use => Assert.NotEmpty(use.Reason));
    }

    [Fact]
    public async Task The_tool_tells_of_every_key()
    {
        (int code, string output) = await CommandLine.RunAsync("inspect", CommandLine.Published("qwen3-0.6b.json"), "--keys");

        Assert.Equal(0, code);
        Assert.Matches("/hidden_size +│ read", output);
        Assert.Matches("/transformers_version +│ ignored +│ it tells how and by whom", output);
        Assert.Matches("│ default", output);
    }

    /// <summary>An object below a key that is ignored as a whole needs no account of its own.</summary>
    private static void Collect(JsonElement element, string pointer, Dictionary<string, IR.KeyUse> keys, List<string> forgotten)
    {
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string own = $"{pointer}/{member.Name}";
            if (!keys.TryGetValue(own, out IR.KeyUse? use))
            {
                forgotten.Add(own);
            }
            else if (use.Fate == IR.KeyFate.Read && member.Value.ValueKind == JsonValueKind.Object && !Maps.Contains(member.Name))
            {
                Collect(member.Value, own, keys, forgotten);
            }
        }
    }
}

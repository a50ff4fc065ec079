using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Modelwright.IR.Tests;

/// <summary><c>docs/keys.md</c> is what the binder says of the keys of all configs we know.</summary>
public sealed class KeyTableTests
{
    [Fact]
    public void The_documentation_has_every_key_and_what_becomes_of_it()
    {
        string file = Path.Combine(TestFiles.Root, "docs", "keys.md");
        string table = Table();
        string written = File.Exists(file) ? File.ReadAllText(file) : "";
        if (written != table)
        {
            File.WriteAllText(Path.Combine(TestFiles.Root, "docs", "keys.received.md"), table);
        }

        Assert.Equal(table, written);
    }

    [Fact]
    public void No_published_config_has_a_key_that_nobody_knows() => Assert.All(
        TestFiles.FullSizeConfigs,
        static file => Assert.DoesNotContain(ConfigBinder.Bind(File.ReadAllText(file)).Keys, static use => use.Fate == KeyFate.Unknown));

    private static string Table()
    {
        StringBuilder text = new();
        text.Append("# Keys\n\nWhat becomes of every key of a config, by model type: those that are read (where a config leaves one out, Hugging Face's default counts), and those that have no effect and why. ");
        text.Append("Keys that stand in neither list are unknown and warned about. The list is written by a test from the configs that the tests know; `modelwright inspect config.json --keys` says the same of one config.\n");
        foreach (IGrouping<string, KeyUse> family in Uses().GroupBy(static entry => entry.ModelType, static entry => entry.Use).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            text.Append("\n## ").Append(family.Key).Append("\n\nRead: ");
            text.Append(string.Join(", ", Names(family.Where(static use => use.Fate is KeyFate.Read or KeyFate.Default))));
            text.Append(".\n\n| ignored | because |\n|---|---|\n");
            foreach (IGrouping<string, KeyUse> reason in family.Where(static use => use.Fate == KeyFate.Ignored).GroupBy(static use => use.Reason).OrderBy(static group => group.Key, StringComparer.Ordinal))
            {
                text.Append("| ").Append(string.Join(", ", Names(reason))).Append(" | ").Append(reason.Key).Append(" |\n");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Names(IEnumerable<KeyUse> uses) =>
        uses.Select(static use => $"`{use.Pointer.TrimStart('/').Replace('/', '.')}`").Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<(string ModelType, KeyUse Use)> Uses()
    {
        foreach (string text in TestFiles.FullSizeConfigs.Concat(TestFiles.GoldenConfigs).Select(File.ReadAllText))
        {
            using JsonDocument document = JsonDocument.Parse(text);
            string type = document.RootElement.GetProperty("model_type").GetString()!;
            foreach (KeyUse use in ConfigBinder.Bind(text).Keys)
            {
                yield return (type, use);
            }
        }
    }
}

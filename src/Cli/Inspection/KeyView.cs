using System.Linq;
using System.Text.Json;
using Modelwright.IR;
using Spectre.Console;

namespace Modelwright.Cli;

/// <summary>The account of a config's keys.</summary>
internal sealed class KeyView(IAnsiConsole console)
{
    public void Show(ConfigText config, bool json)
    {
        if (json)
        {
            var lines = config.Bound.Keys.Select(static use => new { use.Pointer, Fate = Word(use.Fate), use.Reason, use.Default });
            console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(lines, ToolJson.Options));
            return;
        }

        config.Show(console);
        TextTable table = new("", "key", "is", "why, or the default");
        foreach (KeyUse use in config.Bound.Keys)
        {
            table.Add(use.Pointer, new TextCell(Word(use.Fate), ColorOf(use.Fate)), use.Default ?? use.Reason);
        }

        table.Show(console);
    }

    /// <summary>A fate in a word.</summary>
    public static string Word(KeyFate fate) => fate switch
    {
        KeyFate.Read => "read",
        KeyFate.Default => "default",
        KeyFate.Ignored => "ignored",
        _ => "unknown",
    };

    private static Color ColorOf(KeyFate fate) => fate switch
    {
        KeyFate.Read => Color.Green,
        KeyFate.Unknown => Color.Red,
        _ => Color.Grey,
    };
}

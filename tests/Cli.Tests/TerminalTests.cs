using System;
using System.Diagnostics;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Modelwright.Tests;

namespace Modelwright.Cli.Tests;

/// <summary>The tool in a terminal: colours unless <c>NO_COLOR</c> is set, and lines that a narrow one need not break.</summary>
public sealed partial class TerminalTests
{
    public static TheoryData<string, string[]> Commands => new()
    {
        { "inspect", ["inspect", "tests/goldens/qwen3_moe"] },
        { "inspect keys", ["inspect", "tests/goldens/qwen3_dense", "--keys"] },
        { "devices", ["devices"] },
        { "verify", ["verify", "tests/goldens/qwen3_dense", "tests/goldens/qwen3_dense"] },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task NO_COLOR_is_heard(string name, string[] arguments)
    {
        string coloured = await InTerminalAsync(100, noColor: false, arguments);
        string plain = await InTerminalAsync(100, noColor: true, arguments);

        Assert.True(name == "devices" || Colour().IsMatch(coloured), coloured);
        Assert.DoesNotMatch(Colour(), plain);
        Assert.Equal(Words(coloured), Words(plain));
    }

    /// <summary>Tables fit, and neither a number nor a word is cut or broken: what a wide terminal shows is there, on more lines.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_narrow_terminal_shows_everything(string name, string[] arguments)
    {
        string narrow = await InTerminalAsync(40, noColor: true, arguments);
        string wide = await InTerminalAsync(250, noColor: true, arguments);

        Assert.All(narrow.Split('\n').Where(static line => Frame().IsMatch(line)), static line => Assert.InRange(line.TrimEnd().Length, 1, 40));
        string[] broken = [.. Words(wide).Except(Words(narrow)).Where(static word => word.Length < 40)];
        Assert.True(broken.Length == 0, $"{name}: {string.Join(' ', broken)}\n{narrow}");
    }

    private static string[] Words(string text) => Escape().Replace(text, "").Split([.. " \n│╭╮╰╯├┤┬┴┼─"], StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> InTerminalAsync(int columns, bool noColor, string[] arguments)
    {
        string tool = string.Join(' ', arguments.Prepend(typeof(Tool).Assembly.Location).Select(static argument => $"'{argument}'"));
        ProcessStartInfo start = new("script", ["-qec", $"stty cols {columns} rows 60; exec '{Environment.ProcessPath}' exec {tool}", "/dev/null"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        if (noColor)
        {
            start.Environment["NO_COLOR"] = "1";
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output);
        return output.Replace("\r", "", StringComparison.Ordinal);
    }

    /// <summary>A colour of letters.</summary>
    [GeneratedRegex(@"\x1b\[(\d+;)*(3[0-8]|9[0-7])(;\d+)*m")]
    private static partial Regex Colour();

    [GeneratedRegex(@"\x1b(\[[0-9;?]*[A-Za-z]|[=>])")]
    private static partial Regex Escape();

    /// <summary>A line of a table.</summary>
    [GeneratedRegex("^[╭│├╰┌└]")]
    private static partial Regex Frame();
}

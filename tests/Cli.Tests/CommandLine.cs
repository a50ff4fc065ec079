using System.IO;
using System.Threading.Tasks;
using Modelwright.Tests;
using Spectre.Console.Testing;

namespace Modelwright.Cli.Tests;

/// <summary>Runs the tool in this process and keeps what it printed.</summary>
internal static class CommandLine
{
    public static string Golden(string name) => Path.Combine(Repository.Root, "tests", "goldens", name);

    public static string Published(string name) => Path.Combine(Repository.Root, "tests", "configs", name);

    public static string Shakespeare => Path.Combine(Repository.Root, "samples", "Shakespeare", "model");

    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using TestConsole console = new();
        console.Profile.Width = 200;
        int code = await new Tool(console, console).RunAsync(arguments);
        return (code, console.Output);
    }
}

using System.Threading.Tasks;
using Spectre.Console;

namespace Modelwright.Cli;

internal static class Program
{
    private static Task<int> Main(string[] arguments) => new Tool(AnsiConsole.Console).RunAsync(arguments);
}

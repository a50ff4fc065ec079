using System;
using System.IO;
using System.Threading.Tasks;
using Spectre.Console;

namespace Modelwright.Cli;

internal static class Program
{
    /// <summary>Characters of a line that goes to a file or another program: nobody there wants it broken.</summary>
    private const int Unbroken = 1000;

    private static Task<int> Main(string[] arguments) => new Tool(Open(Console.Out, Console.IsOutputRedirected), Open(Console.Error, Console.IsErrorRedirected)).RunAsync(arguments);

    private static IAnsiConsole Open(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect });
        if (redirected)
        {
            console.Profile.Width = Unbroken;
        }

        return console;
    }
}

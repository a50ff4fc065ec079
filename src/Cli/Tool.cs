using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Runtime;
using Spectre.Console;

namespace Modelwright.Cli;

/// <summary>The commands, and what becomes of their errors: 0 done, 1 refused or failed, 130 stopped.</summary>
/// <param name="console">Where everything is printed; colours and widths are its own, and <c>NO_COLOR</c> is heard.</param>
internal sealed class Tool(IAnsiConsole console)
{
    /// <summary>Runs one command line.</summary>
    public Task<int> RunAsync(string[] arguments, CancellationToken cancel = default)
    {
        RootCommand root = new("Looks into Hugging Face configs and checkpoints as Modelwright compiles them, and runs a model without a project.")
        {
            new InspectCommand(console).Create(RunAsync),
            new VerifyCommand(console).Create(RunAsync),
            new DevicesCommand(console).Create(RunAsync),
            new RunCommand(console).Create(RunAsync),
        };
        InvocationConfiguration configuration = new() { Output = console.Profile.Out.Writer, Error = console.Profile.Out.Writer };
        return root.Parse(arguments).InvokeAsync(configuration, cancel);
    }

    private async Task<int> RunAsync(Func<CancellationToken, Task<int>> work, CancellationToken cancel)
    {
        try
        {
            return await work(cancel);
        }
        catch (Exception error) when (error is ModelwrightException or IOException or UnauthorizedAccessException)
        {
            console.MarkupLineInterpolated($"[red]error:[/] {error.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            console.WriteLine("stopped");
            return 130;
        }
    }
}

/// <summary>Runs a command's work; every command is run by the same one, which knows what errors become.</summary>
internal delegate Task<int> CommandRunner(Func<CancellationToken, Task<int>> work, CancellationToken cancel);

using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Runtime;
using Spectre.Console;

namespace Modelwright.Cli;

/// <summary>The commands, and what becomes of their errors: 0 done, 1 refused or failed, 130 stopped.</summary>
/// <param name="console">Where what was asked for is printed; colours and widths are its own, and <c>NO_COLOR</c> is heard.</param>
/// <param name="errors">The same for what went wrong, and for what is said beside it.</param>
internal sealed class Tool(IAnsiConsole console, IAnsiConsole errors)
{
    /// <summary>Runs one command line.</summary>
    public Task<int> RunAsync(string[] arguments, CancellationToken cancel = default)
    {
        // A root command would call itself by the assembly's name, which no user types.
        Command root = new("modelwright", "Looks into Hugging Face configs and checkpoints as Modelwright compiles them, and runs a model without a project.")
        {
            new InspectCommand(console, errors).Create(RunAsync),
            new VerifyCommand(console, errors).Create(RunAsync),
            new DevicesCommand(console).Create(RunAsync),
            new RunCommand(console, errors).Create(RunAsync),
            new HelpOption { Recursive = true },
            new VersionOption(),
        };
        InvocationConfiguration configuration = new() { Output = console.Profile.Out.Writer, Error = errors.Profile.Out.Writer };
        return root.Parse(arguments).InvokeAsync(configuration, cancel);
    }

    private async Task<int> RunAsync(Func<CancellationToken, Task<int>> work, CancellationToken cancel)
    {
        try
        {
            return await work(cancel);
        }
        catch (Exception error) when (error is ModelwrightException or ToolException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.MarkupLineInterpolated($"[red]error:[/] {error.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            errors.WriteLine("stopped");
            return 130;
        }
    }
}

/// <summary>Runs a command's work; every command is run by the same one, which knows what errors become.</summary>
internal delegate Task<int> CommandRunner(Func<CancellationToken, Task<int>> work, CancellationToken cancel);

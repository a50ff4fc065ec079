using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Runtime;
using Spectre.Console;

namespace Modelwright.Cli;

/// <summary><c>modelwright verify</c>: whether a checkpoint is the config's. Only headers are read.</summary>
internal sealed class VerifyCommand(IAnsiConsole console, IAnsiConsole errors)
{
    private readonly Argument<string> _config = new("config") { Description = "A config.json, or a folder that has one" };
    private readonly Argument<string> _checkpoint = new("checkpoint") { Description = "A folder with safetensors files, one such file, or a repository of a Hugging Face hub cache" };

    private readonly Option<bool> _all = new("--all") { Description = "A line for each tensor; without it keys that differ in numbers alone, of layers and experts, are one line" };

    public Command Create(CommandRunner run)
    {
        Command command = new("verify", "Compares a checkpoint's tensors with what the config needs; reads headers only.") { _config, _checkpoint, _all };
        command.SetAction((result, cancel) => run(stop => Task.FromResult(Verify(result.GetValue(_config)!, result.GetValue(_checkpoint)!, result.GetValue(_all), stop)), cancel));
        return command;
    }

    private int Verify(string path, string checkpoint, bool all, CancellationToken cancel)
    {
        ConfigText config = ConfigText.Read(path, cancel);
        if (!config.Show(errors))
        {
            return 1;
        }

        WeightReport report = ModelClass.Compile(config, "Cpu", cancel).Verify(checkpoint);
        console.Profile.Out.Writer.Write(all ? report.ToString() : ReportSummary.Of(report)); // lines as they are: a console would break them at its width
        console.MarkupLine(report.IsComplete ? "[green]The checkpoint can be loaded.[/]" : "[red]The checkpoint cannot be loaded.[/]");
        return report.IsComplete ? 0 : 1;
    }
}

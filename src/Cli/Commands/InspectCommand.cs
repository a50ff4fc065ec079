using System.CommandLine;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Compiler;
using Modelwright.IR;
using Spectre.Console;

namespace Modelwright.Cli;

/// <summary><c>modelwright inspect</c>: what the compiler makes of a config, without a checkpoint.</summary>
internal sealed class InspectCommand(IAnsiConsole console, IAnsiConsole errors)
{
    private readonly Argument<string> _config = new("config") { Description = "A config.json, or a folder that has one" };
    private readonly Option<string> _backend = new("--backend") { Description = "Whose memory and graphs: Cpu or Vulkan", DefaultValueFactory = static _ => "Vulkan" };
    private readonly Option<bool> _json = new("--json") { Description = "As JSON, for programs" };
    private readonly Option<bool> _keys = new("--keys") { Description = "Every key of the config: read, left to its default, ignored and why, or unknown" };
    private readonly Option<bool> _ir = new("--ir") { Description = "The graph of every block, lowered and after each pass that changed it" };
    private readonly Option<bool> _schedule = new("--schedule") { Description = "Vulkan: dispatches between barriers, buffers and their lifetimes" };
    private readonly Option<string?> _kernels = new("--kernels") { Description = "Vulkan: write the GLSL of every kernel into this folder" };

    private readonly Option<string?> _html = new("--html") { Description = "Write a page to look around in: graphs before and after each pass, buffers, kernels" };

    public Command Create(CommandRunner run)
    {
        _backend.AcceptOnlyFromAmong("Cpu", "Vulkan");
        Command command = new("inspect", "Shows layers, parameters, cost of a token and memory of a model, from its config alone.")
        {
            _config, _backend, _json, _keys, _ir, _schedule, _kernels, _html,
        };
        command.SetAction((result, cancel) => run(stop => Task.FromResult(Inspect(result, stop)), cancel));
        return command;
    }

    private int Inspect(ParseResult line, CancellationToken cancel)
    {
        ConfigText config = ConfigText.Read(line.GetValue(_config)!, cancel);
        bool json = line.GetValue(_json);
        if (config.Bound.Spec is not ModelSpec spec)
        {
            config.Show(errors);
            return 1;
        }

        if (line.GetValue(_keys))
        {
            new KeyView(console).Show(config, json);
        }
        else if (!ShowStages(line, config, spec, cancel))
        {
            Inspection inspection = Inspector.Of(config, spec, line.GetValue(_backend)!, cancel);
            if (json)
            {
                console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(inspection, ToolJson.Options));
            }
            else
            {
                config.Show(console);
                new InspectionView(console).Show(inspection);
            }
        }

        return 0;
    }

    /// <summary>What is asked for of the compiler's own view; false where nothing is.</summary>
    private bool ShowStages(ParseResult line, ConfigText config, ModelSpec spec, CancellationToken cancel)
    {
        bool any = false;
        if (line.GetValue(_ir))
        {
            console.Profile.Out.Writer.Write(CompilerStages.Graphs(spec, line.GetValue(_backend)!));
            any = true;
        }

        if (line.GetValue(_schedule))
        {
            console.Profile.Out.Writer.Write(CompilerStages.Schedule(spec, cancel));
            any = true;
        }

        if (line.GetValue(_kernels) is string folder)
        {
            Directory.CreateDirectory(folder);
            foreach ((string name, string glsl) in CompilerStages.Kernels(spec, cancel))
            {
                string file = Path.Combine(folder, name + ".comp");
                File.WriteAllText(file, glsl + "\n");
                console.Profile.Out.Writer.WriteLine(file);
            }

            any = true;
        }

        if (line.GetValue(_html) is string page)
        {
            File.WriteAllText(page, HtmlPage.Write(PageBuilder.Build(config, spec, line.GetValue(_backend)!, cancel)));
            console.Profile.Out.Writer.WriteLine(page);
            any = true;
        }

        return any;
    }
}

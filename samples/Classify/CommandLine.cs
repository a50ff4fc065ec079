using System;
using System.CommandLine;
using System.IO;

namespace Samples;

/// <summary>The options of the program.</summary>
internal sealed class CommandLine
{
    private readonly Argument<FileInfo> _file = new("file") { Description = "A text file; each line that is not empty gets a label" };
    private readonly Option<string> _backend = new("--backend") { Description = "cpu, vulkan or torch; cpu needs nothing installed", DefaultValueFactory = static _ => "cpu" };
    private readonly Option<string?> _device = new("--device") { Description = "vulkan: number of a device, or part of its name; torch: cpu, cuda or cuda:1" };
    private readonly Option<string?> _checkpoint = new("--checkpoint") { Description = "Folder of another checkpoint of the same config, such as the sample Finetune saves" };
    private readonly Option<int> _batch = new("--batch-size") { Description = "Lines computed together", DefaultValueFactory = static _ => 8 };
    private readonly Option<bool> _all = new("--all-scores") { Description = "Show every label's score" };

    public CommandLine()
    {
        _file.AcceptExistingOnly();
        _backend.AcceptOnlyFromAmong("cpu", "vulkan", "torch");
        _batch.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--batch-size must be at least 1.");
            }
        });
        Root = new RootCommand("Says of each line of a file whether it is of love, an insult or of grief, with a model that was compiled from its config.json.")
        {
            _file, _backend, _device, _checkpoint, _batch, _all,
        };
    }

    public RootCommand Root { get; }

    public Request Read(ParseResult result) => new(
        result.GetValue(_file)!.FullName,
        result.GetValue(_backend)!,
        result.GetValue(_device),
        result.GetValue(_checkpoint) ?? Path.Combine(AppContext.BaseDirectory, "model"),
        result.GetValue(_batch),
        result.GetValue(_all));
}

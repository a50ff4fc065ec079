using System;
using System.CommandLine;
using System.IO;

namespace Samples;

/// <summary>The options of the program.</summary>
internal sealed class CommandLine
{
    private readonly Option<string> _output = new("--output") { Description = "Folder for the classifier's checkpoint", DefaultValueFactory = static _ => Path.Combine(Path.GetTempPath(), "modelwright-mood") };
    private readonly Option<string?> _base = new("--base") { Description = "Folder of the language model's checkpoint that it starts from; default: the sample Shakespeare's" };
    private readonly Option<int> _epochs = new("--epochs") { Description = "How often every line is seen", DefaultValueFactory = static _ => 4 };
    private readonly Option<int> _batch = new("--batch-size") { Description = "Lines a step", DefaultValueFactory = static _ => 16 };
    private readonly Option<double> _rate = new("--learning-rate") { Description = "Of the first step; it falls evenly to nothing", DefaultValueFactory = static _ => 1e-3 };
    private readonly Option<long> _seed = new("--seed") { Description = "Of the head's first weights and of the lines' order", DefaultValueFactory = static _ => 1 };
    private readonly Option<string> _check = new("--check-with") { Description = "Backend that reads the saved classifier: cpu or vulkan; cpu needs nothing installed", DefaultValueFactory = static _ => "cpu" };

    public CommandLine()
    {
        _check.AcceptOnlyFromAmong("cpu", "vulkan");
        AtLeast(_epochs, 1);
        AtLeast(_batch, 1);
        Root = new RootCommand("Teaches a language model of plays to tell love, insults and grief apart, saves it, and asks another backend.") { _output, _base, _epochs, _batch, _rate, _seed, _check };
    }

    public RootCommand Root { get; }

    public Request Read(ParseResult result) => new(
        result.GetValue(_output)!,
        result.GetValue(_base) ?? Path.Combine(AppContext.BaseDirectory, "base"),
        result.GetValue(_epochs),
        result.GetValue(_batch),
        result.GetValue(_rate),
        result.GetValue(_seed),
        result.GetValue(_check)!);

    private static void AtLeast(Option<int> option, int least) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < least)
        {
            result.AddError($"{option.Name} must be at least {least}.");
        }
    });
}

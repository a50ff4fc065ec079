using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Runtime;
using Modelwright.Runtime.Auto;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;

namespace Samples;

/// <summary>Labels the lines of a file. Labels go to standard output, everything else to standard error.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        CommandLine line = new();
        line.Root.SetAction((result, cancel) => Task.Run(
            () =>
            {
                try
                {
                    return Run(line.Read(result), cancel);
                }
                catch (Exception error) when (error is ModelwrightException or IOException)
                {
                    Console.Error.WriteLine(error.Message);
                    return 1;
                }
                catch (OperationCanceledException)
                {
                    Console.Error.WriteLine("stopped");
                    return 130;
                }
            },
            CancellationToken.None));
        return line.Root.Parse(args).InvokeAsync();
    }

    private static int Run(Request request, CancellationToken cancel)
    {
        if (request is { Backend: "cpu", Device: not null })
        {
            Console.Error.WriteLine("--device is of the backends vulkan and torch; the backend asked for is cpu.");
            return 1;
        }

        string[] lines = [.. File.ReadLines(request.File).Where(static line => !string.IsNullOrWhiteSpace(line))];
        using ISequenceClassifier model = Load(request);
        Progress<int> progress = new(done => Console.Error.WriteLine($"{done} of {lines.Length} lines"));
        IReadOnlyList<SequenceLabels> results = model.Classify(lines, new HeadOptions { BatchSize = request.BatchSize, Progress = progress }, cancel);
        foreach ((string line, SequenceLabels result) in lines.Zip(results))
        {
            Console.WriteLine($"{(request.AllScores ? AllScores(model.Labels, result) : FormattableString.Invariant($"{result.Name} {result.Score:F3}"))}\t{line}");
        }

        return 0;
    }

    private static string AllScores(LabelSet labels, SequenceLabels result) => string.Join(' ', labels.Names.Zip(result.Scores, static (name, score) => FormattableString.Invariant($"{name} {score:F3}")));

    /// <summary>One config, two classes; what follows knows none of them.</summary>
    private static ISequenceClassifier Load(Request request) => request.Backend == "torch"
        ? MoodTorchSharp.Load(request.Checkpoint, new TorchLoadOptions { Device = request.Device is { } device ? new torch.Device(device) : null, MaxContext = 512 })
        : Mood.Load(request.Checkpoint, new() { Backend = request.Backend == "vulkan" ? ModelBackend.Vulkan : ModelBackend.Cpu, Device = request.Device, MaxContext = 512 });
}

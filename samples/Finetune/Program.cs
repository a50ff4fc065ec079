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

/// <summary>Teaches, saves, and compares. Results go to standard output, progress to standard error.</summary>
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
                catch (Exception error) when (error is ModelwrightException or InvalidDataException)
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
        // The checkpoint is a language model's: its head for labels is new, and so float32 is what training wants.
        using MoodTorchSharp model = MoodTorchSharp.Load(request.Base, new TorchLoadOptions { Device = torch.CPU, Storage = WeightStorage.Float32, NewHeadSeed = request.Seed });
        IReadOnlyList<LabelledLine> known = LabelledLine.Read(DataFile("train.tsv"), model.Labels.Names);
        IReadOnlyList<LabelledLine> unseen = LabelledLine.Read(DataFile("test.tsv"), model.Labels.Names);
        new Trainer(model, request).Run(known, (epoch, loss) => Console.Error.WriteLine(FormattableString.Invariant($"epoch {epoch}: loss {loss:F3}")), cancel);

        model.Save(request.Output, new SaveOptions { Format = ElementFormat.BFloat16 }, cancel);
        Console.WriteLine($"saved in {request.Output}");

        // What was saved is read twice: by the class that learnt, and by one of another backend.
        using MoodTorchSharp saved = MoodTorchSharp.Load(request.Output, new TorchLoadOptions { Device = torch.CPU });
        using ISequenceClassifier other = Load(request);
        string[] texts = [.. unseen.Select(static line => line.Text)];
        IReadOnlyList<SequenceLabels> ours = saved.Classify(texts, cancellationToken: cancel);
        IReadOnlyList<SequenceLabels> theirs = other.Classify(texts, cancellationToken: cancel);
        int same = ours.Zip(theirs).Count(static pair => pair.First.Label == pair.Second.Label);
        Console.WriteLine($"{Right(ours, unseen)} of {unseen.Count} unseen lines are labelled right");
        Console.WriteLine($"{same} of {unseen.Count} have the same label on the backend {request.CheckWith}");
        return same == unseen.Count ? 0 : 1;
    }

    private static ISequenceClassifier Load(Request request) =>
        Mood.Load(request.Output, new() { Backend = request.CheckWith == "vulkan" ? ModelBackend.Vulkan : ModelBackend.Cpu, MaxContext = 256 });

    private static int Right(IReadOnlyList<SequenceLabels> results, IReadOnlyList<LabelledLine> lines) => results.Zip(lines).Count(static pair => pair.First.Label == pair.Second.Label);

    private static string DataFile(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);
}

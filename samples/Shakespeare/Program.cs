using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Runtime;
using Modelwright.Runtime.Auto;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using TorchSharp;

namespace Samples;

/// <summary>Continues a play. The text goes to standard output, everything else to standard error.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        CommandLine line = new();
        line.Root.SetAction(async (result, cancel) =>
        {
            try
            {
                return result.GetValue(line.ListDevices) ? ListDevices() : await WriteAsync(line.Read(result), cancel);
            }
            catch (ModelwrightException error)
            {
                Console.Error.WriteLine(error.Message);
                return 1;
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine("stopped");
                return 130;
            }
        });
        return line.Root.Parse(args).InvokeAsync();
    }

    private static async Task<int> WriteAsync(Request request, CancellationToken cancel)
    {
        if (request is { Backend: "cpu", Device: not null })
        {
            Console.Error.WriteLine("--device is of the backends vulkan and torch; the backend asked for is cpu.");
            return 1;
        }

        request.Options.Validate(); // before anything is loaded
        using ICausalLanguageModel model = Load(request);

        GenerationStatistics? statistics = null;
        Console.Write(request.Prompt);
        await foreach (string piece in model.GenerateTextAsync(request.Prompt, request.Options with { Completed = s => statistics = s }, cancel))
        {
            Console.Write(piece);
            Console.Out.Flush();
        }

        Console.WriteLine();
        if (statistics is not null)
        {
            Console.Error.WriteLine(FormattableString.Invariant(
                $"prefill {statistics.PromptTokens} tokens, {statistics.PrefillTokensPerSecond:F1} tokens/s; decode {statistics.GeneratedTokens} tokens, {statistics.DecodeTokensPerSecond:F1} tokens/s"));
        }

        return 0;
    }

    /// <summary>One config, two classes; what follows knows none of them.</summary>
    private static ICausalLanguageModel Load(Request request)
    {
        string checkpoint = Path.Combine(AppContext.BaseDirectory, "model");
        LoadReport progress = new(Console.Error);
        if (request.Backend == "torch")
        {
            return ShakespeareTorchSharp.Load(checkpoint, new TorchLoadOptions { Device = request.Device is { } device ? new torch.Device(device) : null, Progress = progress });
        }

        Shakespeare model = Shakespeare.Load(checkpoint, new() { Backend = Backend(request.Backend), Device = request.Device, Progress = progress });
        Console.Error.WriteLine(model.LoadReport);
        return model;
    }

    private static ModelBackend Backend(string name) => name switch
    {
        "cpu" => ModelBackend.Cpu,
        "vulkan" => ModelBackend.Vulkan,
        _ => ModelBackend.Automatic,
    };

    private static int ListDevices()
    {
        foreach (VulkanDeviceInfo device in VulkanDevices.Enumerate())
        {
            Console.WriteLine(device);
        }

        return 0;
    }
}

using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Runtime;
using Modelwright.Runtime.Auto;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;

namespace Samples;

/// <summary>Says what is in pictures, a line each. Captions go to standard output, everything else to standard error.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        CommandLine line = new();
        line.Root.SetAction(async (result, cancel) =>
        {
            try
            {
                if (line.Backend(result) == "cpu" && line.Device(result) is not null)
                {
                    Console.Error.WriteLine("--device is of the backends vulkan and torch; the backend asked for is cpu.");
                    return 1;
                }

                using IVisionLanguageModel model = Load(line.Backend(result), line.Device(result));
                foreach (string file in line.Files(result))
                {
                    Console.WriteLine($"{file}: {await CaptionAsync(model, file, cancel)}");
                }

                return 0;
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

    private static async Task<string> CaptionAsync(IVisionLanguageModel model, string file, CancellationToken cancel)
    {
        Prompt prompt = new() { "<|im_start|>user\n", Image.FromFile(file), "Describe the image.<|im_end|>\n<|im_start|>assistant\n" };
        string caption = "";
        await foreach (string piece in model.GenerateTextAsync(prompt, new GenerationOptions { MaxTokens = 40 }, cancel))
        {
            caption += piece;
        }

        return caption;
    }

    /// <summary>One config, two classes; what follows knows none of them.</summary>
    private static IVisionLanguageModel Load(string backend, string? device)
    {
        string checkpoint = Path.Combine(AppContext.BaseDirectory, "model");
        return backend == "torch"
            ? CaptionsTorchSharp.Load(checkpoint, new TorchLoadOptions { Device = device is null ? null : new torch.Device(device) })
            : Captions.Load(checkpoint, new() { Backend = Backend(backend), Device = device });
    }

    private static ModelBackend Backend(string name) => name switch
    {
        "cpu" => ModelBackend.Cpu,
        "vulkan" => ModelBackend.Vulkan,
        _ => ModelBackend.Automatic,
    };
}

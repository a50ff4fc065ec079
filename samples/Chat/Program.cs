using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Modelwright.Extensions.AI;
using Modelwright.Runtime;
using Modelwright.Runtime.Auto;
using Modelwright.Runtime.TorchSharp;
using Samples.Training;
using TorchSharp;

namespace Samples;

/// <summary>A chat in the terminal. Answers go to standard output, everything else to standard error.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        CommandLine line = new();
        line.Root.SetAction((result, _) => Run(() => ChatAsync(line.ReadChat(result))));
        line.Train.SetAction((result, cancel) => Run(() =>
        {
            new Trainer(line.ReadTraining(result), Console.Error).Run(cancel);
            return Task.FromResult(0);
        }));

        // Ctrl+C is the chat's own affair.
        ParseResult parsed = line.Root.Parse(args);
        return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = parsed.CommandResult.Command == line.Train ? TimeSpan.FromSeconds(10) : null });
    }

    private static async Task<int> Run(Func<Task<int>> action)
    {
        try
        {
            return await action();
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
    }

    private static async Task<int> ChatAsync(ChatSettings settings)
    {
        if (settings is { Backend: "cpu", Device: not null })
        {
            Console.Error.WriteLine("--device is of the backends vulkan and torch; the backend asked for is cpu.");
            return 1;
        }

        using Interrupts interrupts = new();
        interrupts.Listen();
        Console.Error.WriteLine($"loading {settings.Model}");
        using ICausalLanguageModel model = Load(settings);
        using IChatClient client = new ChatClientBuilder(new ModelwrightChatClient(model, ChatModel.ChatTemplate)).UseFunctionInvocation(configure: static calls => calls.MaximumIterationsPerRequest = 4).Build();
        Console.Error.WriteLine($"{model.Info.ModelType} on {settings.Backend}, {model.MaxContext} tokens of context; /help lists commands");
        await new Talk(client, settings.Talk, model is IVisionLanguageModel, Console.In, Screen.OfConsole(), interrupts).RunAsync();
        return 0;
    }

    /// <summary>One config, two classes; what follows knows none of them.</summary>
    private static ICausalLanguageModel Load(ChatSettings settings) => settings.Backend == "torch"
        ? ChatModelTorchSharp.Load(settings.Model, new TorchLoadOptions { Device = settings.Device is { } device ? new torch.Device(device) : null, MaxContext = settings.Context, Storage = settings.Storage })
        : ChatModel.Load(settings.Model, new() { Backend = Backend(settings.Backend), Device = settings.Device, MaxContext = settings.Context, Storage = settings.Storage });

    private static ModelBackend Backend(string name) => name switch
    {
        "cpu" => ModelBackend.Cpu,
        "vulkan" => ModelBackend.Vulkan,
        _ => ModelBackend.Automatic,
    };
}

using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.IR;
using Modelwright.Runtime;
using Modelwright.Runtime.Auto;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Templating;
using Modelwright.Runtime.Vulkan;
using Spectre.Console;

namespace Modelwright.Cli;

/// <summary><c>modelwright run</c>: generates the class, compiles it and lets it write. The text goes to the console as it comes.</summary>
internal sealed class RunCommand(IAnsiConsole console, IAnsiConsole errors)
{
    private readonly Argument<string> _config = new("config") { Description = "A config.json, or a folder that has one" };
    private readonly Argument<string?> _checkpoint = new("checkpoint") { Description = "The checkpoint. Default: the config's folder", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _prompt = new("--prompt") { Description = "Text to continue; \\n is a new line", Required = true };
    private readonly Option<bool> _chat = new("--chat") { Description = "Take the prompt for a user's message, by the checkpoint's chat template" };
    private readonly Option<int> _maxTokens = new("--max-tokens") { Description = "Tokens to write at most", DefaultValueFactory = static _ => 200 };
    private readonly Option<ulong?> _seed = new("--seed") { Description = "The same seed gives the same text" };
    private readonly Option<float?> _temperature = new("--temperature") { Description = "0 takes the likeliest token always" };
    private readonly Option<int?> _topK = new("--top-k") { Description = "Draw among the k likeliest tokens; 0 for all" };
    private readonly Option<float?> _topP = new("--top-p") { Description = "Draw among the likeliest tokens that together have this probability" };
    private readonly Option<string> _backend = new("--backend") { Description = "Auto (a Vulkan card where there is one, else the processor), Cpu or Vulkan", DefaultValueFactory = static _ => "Auto" };
    private readonly Option<string?> _device = new("--device") { Description = "Vulkan: number of a device, or part of its name" };
    private readonly Option<WeightStorage> _storage = new("--storage") { Description = "Format of the matrices", DefaultValueFactory = static _ => WeightStorage.AsStored };
    private readonly Option<CacheStorage> _cache = new("--cache") { Description = "Format of cached keys and values. Automatic: 16 bits, float32 where the matrices are", DefaultValueFactory = static _ => CacheStorage.Automatic };
    private readonly Option<int> _context = new("--context") { Description = "Tokens that fit in at most. Default: as the config allows, up to 4096" };

    public Command Create(CommandRunner run)
    {
        _backend.AcceptOnlyFromAmong("Auto", "Cpu", "Vulkan");
        Command command = new("run", "Compiles a config in memory, loads its checkpoint and continues a prompt: a model is tried without a project.")
        {
            _config, _checkpoint, _prompt, _chat, _maxTokens, _seed, _temperature, _topK, _topP, _backend, _device, _storage, _cache, _context,
        };
        command.SetAction((result, cancel) => run(stop => RunAsync(result, stop), cancel));
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancel)
    {
        GenerationStatistics? statistics = null;
        GenerationOptions options = Options(line) with { Completed = done => statistics = done };
        options.Validate();
        ConfigText config = ConfigText.Read(line.GetValue(_config)!, cancel);
        if (!config.Show(errors))
        {
            return 1;
        }

        if (config.Bound.Spec!.Head != Head.CausalLanguageModel)
        {
            throw new ToolException($"{config.Path} is of a model with the head {config.Bound.Spec.Head}, which writes no text; wanted a causal language model.");
        }

        string checkpoint = line.GetValue(_checkpoint) ?? Path.GetDirectoryName(Path.GetFullPath(config.Path))!;
        using ICausalLanguageModel model = ModelClass.Compile(config, line.GetValue(_backend)!, cancel).Load(checkpoint, LoadOptions(line, cancel));
        if (model is AutoModel chosen)
        {
            errors.MarkupLineInterpolated($"[dim]{chosen.LoadReport}[/]");
        }

        await WriteAsync(model, checkpoint, line, options, cancel);
        console.WriteLine();
        if (statistics is not null)
        {
            errors.MarkupLineInterpolated(
                $"[dim]prefill {statistics.PromptTokens} tokens, {statistics.PrefillTokensPerSecond:F1} tokens/s; decode {statistics.GeneratedTokens} tokens, {statistics.DecodeTokensPerSecond:F1} tokens/s[/]");
        }

        return 0;
    }

    private async Task WriteAsync(ICausalLanguageModel model, string checkpoint, ParseResult line, GenerationOptions options, CancellationToken cancel)
    {
        string prompt = line.GetValue(_prompt)!.Replace("\\n", "\n", StringComparison.Ordinal);
        if (!line.GetValue(_chat))
        {
            console.Write(prompt);
            await foreach (string piece in model.GenerateTextAsync(prompt, options, cancel))
            {
                console.Write(piece);
            }

            return;
        }

        ITextTokenizer tokenizer = model.Tokenizer ?? throw new TokenizerException(checkpoint, "no tokenizer", "a tokenizer.json");
        TemplateValue message = TemplateValue.Of(new Dictionary<string, TemplateValue> { ["role"] = TemplateValue.Of("user"), ["content"] = TemplateValue.Of(prompt) });
        int[] tokens = ChatTemplate.Load(checkpoint).Render(new ChatTemplateInput { Messages = [message], AddGenerationPrompt = true }).Encode(tokenizer);
        ITextStreamDecoder decoder = tokenizer.CreateStreamDecoder();
        await foreach (int token in model.GenerateAsync(tokens, options, cancel))
        {
            console.Write(decoder.Add(token));
        }

        console.Write(decoder.Flush());
    }

    private GenerationOptions Options(ParseResult line) => new()
    {
        MaxTokens = line.GetValue(_maxTokens),
        Seed = line.GetValue(_seed),
        Temperature = line.GetValue(_temperature),
        TopK = line.GetValue(_topK),
        TopP = line.GetValue(_topP),
    };

    private LoadOptions LoadOptions(ParseResult line, CancellationToken cancel)
    {
        LoadOptions options = ModelClass.OptionsFor(line.GetValue(_backend)!) with { Storage = line.GetValue(_storage), Cache = line.GetValue(_cache), MaxContext = line.GetValue(_context) };
        string? device = line.GetValue(_device);
        return options switch
        {
            CpuLoadOptions when device is not null => throw new ToolException("--device names a Vulkan device; with --backend Cpu the processor computes."),
            AutoLoadOptions auto => auto with { Device = device, LoadCancellation = cancel },
            VulkanLoadOptions vulkan => vulkan with { Device = device, LoadCancellation = cancel },
            CpuLoadOptions cpu => cpu with { LoadCancellation = cancel },
            _ => options,
        };
    }
}

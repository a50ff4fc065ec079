using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;
using static TorchSharp.torch;

namespace Modelwright.Benchmarks;

/// <summary>Measures load, prefill and decode of two models with random weights. The table or the JSON document goes to standard output, progress to standard error.</summary>
internal static class Program
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private static readonly Option<string[]> Models = new("--model") { Description = "bench-moe or bench-next; both if left out", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Config = new("--config") { Description = "Measure the model of this config.json instead, with random weights: a published size, for example" };
    private static readonly Option<int?> Layers = new("--layers") { Description = "With --config: how many of its layers" };
    private static readonly Option<string[]> Backends = new("--backend") { Description = "One or more of our backends (cpu-copy: the CPU with weights copied into its memory; cpu-8bit, cpu-16bit: with activations of so many bits beside 4-bit weights); vulkan if left out, and all with --peer", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int> Runs = new("--runs") { Description = "How often each figure is measured", DefaultValueFactory = static _ => 5 };
    private static readonly Option<int?> Tokens = new("--tokens") { Description = $"Tokens of a decoding run; {Workload.DecodeTokens} if left out. Depth {Workload.Depth} is filled once, by a prompt of as many tokens, and gone on from: of a large model on a slow device that takes minutes" };
    private static readonly Option<string?> Device = new("--device") { Description = "Number of a device, or part of its name" };
    private static readonly Option<WeightStorage> Storage = new("--storage") { Description = "Format of our matrices", DefaultValueFactory = static _ => WeightStorage.AsStored };
    private static readonly Option<CacheStorage> Cache = new("--cache") { Description = "Format of our cached keys and values", DefaultValueFactory = static _ => CacheStorage.Automatic };
    private static readonly Option<ScalarType?> Compute = new("--compute") { Description = "TorchSharp: type of prompts and attention, Float32, Float16 or BFloat16; what the device multiplies well if left out" };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads that compute, for everything on the CPU", DefaultValueFactory = static _ => Environment.ProcessorCount };
    private static readonly Option<int?> PrefillChunk = new("--prefill-chunk") { Description = "Columns of a prompt that are computed at once; the backend's choice if left out" };
    private static readonly Option<bool> Peer = new("--peer") { Description = "Measure llama.cpp (LLamaSharp, CPU) on the same weights in turn with ours, and print ratios" };
    private static readonly Option<string[]> Figures = new("--figure") { Description = "With --peer: what to measure; all if left out", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> Neighbour = new("--neighbour") { Description = "With --peer: measure decoding beside a busy process too" };
    private static readonly Option<GgufType?> Gguf = new("--gguf") { Description = "With --peer: llama.cpp and ours read one GGUF file with matrices of this type; a float16 file and safetensors if left out" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON document" };
    private static readonly Option<bool> Generator = new("--generator") { Description = "Measure the source generator on the published configs of tests/configs instead" };
    private static readonly Option<bool> Constraint = new("--constraint") { Description = "Measure what holding answers to a JSON schema costs, with Qwen3's vocabulary, instead" };
    private static readonly Option<bool> Vision = new("--vision") { Description = "Measure a model that sees instead: its tower, and prompts with a picture's tokens" };
    private static readonly Option<bool> Media = new("--media") { Description = "Measure a photo's way from its file to patches instead" };
    private static readonly Option<bool> Agreement = new("--agreement") { Description = "Compare greedy tokens with llama.cpp's instead: the sample's model, written as a float16 GGUF file that both read" };
    private static readonly Option<bool> Quality = new("--quality") { Description = "Measure what each storage format costs instead: perplexity and KL divergence of the sample's model on text it has not seen" };
    private static readonly Option<bool> Tokenizer = new("--tokenizer") { Description = "Measure the tokenizer, with Qwen3's file, instead" };

    private static int Main(string[] args)
    {
        if (args is [BusyProcess.Argument])
        {
            BusyProcess.Run();
            return 0;
        }

        Models.AcceptOnlyFromAmong([.. BenchModel.All.Select(static m => m.Name).Distinct()]);
        Backends.AcceptOnlyFromAmong([.. BenchModel.All.Select(static m => m.Backend).Distinct()]);
        Figures.AcceptOnlyFromAmong([.. Figure.All.Select(static f => f.Option)]);
        Compute.AcceptOnlyFromAmong([nameof(ScalarType.Float32), nameof(ScalarType.Float16), nameof(ScalarType.BFloat16)]);
        RootCommand root = new("Measures models with random float16 weights.")
        {
            Models, Config, Layers, Backends, Runs, Tokens, Device, Storage, Cache, Compute, Threads, PrefillChunk, Peer, Gguf, Figures, Neighbour, Json, Generator, Tokenizer, Constraint, Vision, Media, Quality, Agreement,
        };
        root.Validators.Add(static result => Check(result));
        root.SetAction(static result => Run(result));
        return root.Parse(args).Invoke();
    }

    /// <summary>Options that would be passed over in silence.</summary>
    private static void Check(CommandResult result)
    {
        if (!result.GetValue(Peer) && (result.GetValue(Neighbour) || result.GetValue(Figures) is { Length: > 0 }))
        {
            result.AddError("--neighbour and --figure are parts of --peer.");
        }

        if (result.GetValue(Config) is null ? result.GetValue(Layers) is not null : result.GetValue(Models) is { Length: > 0 })
        {
            result.AddError("--layers goes with --config, and --config not with --model.");
        }

        if (result.GetValue(Tokens) is int tokens && (tokens < 1 || result.GetValue(Peer)))
        {
            result.AddError("--tokens wants a number from 1 up, and llama.cpp's process decodes 64 always: not with --peer.");
        }

        if (result.GetValue(Layers) < 1)
        {
            result.AddError("--layers wants a number from 1 up.");
        }
    }

    private static int Run(ParseResult result)
    {
        try
        {
            Measure(result);
            return 0;
        }
        catch (Exception error) when (error is ModelwrightException or IOException or InvalidDataException or NotSupportedException)
        {
            Console.Error.WriteLine("error: " + error.Message);
            return 1;
        }
    }

    private static void Measure(ParseResult result)
    {
        if (result.GetValue(Generator))
        {
            IReadOnlyList<GeneratorResult> times = GeneratorBench.Run();
            ColdGeneratorResult cold = ColdGeneratorBench.Run(GeneratorBench.PathOf(times.MaxBy(static time => time.Characters)!.Config), RunsOf(result));
            Print<object>(result, [.. times, cold], static times => string.Join('\n', times));
        }
        else if (result.GetValue(Tokenizer))
        {
            Print(result, [TokenizerBench.Run(RunsOf(result))], static figures => figures[0].ToString());
        }
        else if (result.GetValue(Constraint))
        {
            Print(result, [ConstraintBench.Run(RunsOf(result))], static figures => figures[0].ToString());
        }
        else if (result.GetValue(Media))
        {
            Print(result, [MediaBench.Run(RunsOf(result))], static figures => figures[0].ToString());
        }
        else if (result.GetValue(Quality))
        {
            string[] backends = result.GetValue(Backends) ?? [];
            Print(result, [.. QualityBench.Backends.Where(backend => backends.Length == 0 || backends.Contains(backend)).SelectMany(QualityBench.Run)], QualityResult.Table);
        }
        else if (result.GetValue(Agreement))
        {
            Print(result, PeerAgreement.Run(OptionsOf(result)), AgreementResult.Table);
        }
        else if (result.GetValue(Vision))
        {
            Print(result, new VisionBench([.. Chosen(result, BenchModel.Seeing, BenchModel.Seeing)], OptionsOf(result), RunsOf(result)).Run(), VisionResult.Table);
        }
        else if (result.GetValue(Peer))
        {
            Print(result, [.. Chosen(result, BenchModel.All.Where(static m => m.Backend is not (BenchModel.CpuCopy or BenchModel.CpuRounded or BenchModel.CpuExact))).GroupBy(static m => m.Name).Select(of => BesidePeer(result, [.. of]))], PeerTable.Format);
            if (result.GetValue(Config) is null && !result.GetValue(Json))
            {
                Console.WriteLine(AgreementResult.Table(PeerAgreement.Run(OptionsOf(result))));
            }
        }
        else
        {
            IEnumerable<BenchModel> models = Chosen(result, BenchModel.All.Where(static m => m.Backend == BenchModel.Vulkan));
            Print(result, [.. models.Select(m => new ModelBench(m, OptionsOf(result), RunsOf(result)).Run())], BenchTable.Format);
        }
    }

    private static PeerResult BesidePeer(ParseResult result, IReadOnlyList<BenchModel> models)
    {
        string[] names = result.GetValue(Figures) ?? [];
        return new PeerBench(
            models, OptionsOf(result), [.. Figure.All.Where(figure => names.Length == 0 || names.Contains(figure.Option))], result.GetValue(Neighbour), RunsOf(result)).Run();
    }

    /// <summary>The models asked for, by the backends asked for or else by those of <paramref name="byDefault"/>.</summary>
    private static IEnumerable<BenchModel> Chosen(ParseResult result, IEnumerable<BenchModel> byDefault, IEnumerable<BenchModel>? all = null)
    {
        string[] models = result.GetValue(Models) ?? [];
        string[] backends = result.GetValue(Backends) ?? [];
        if (result.GetValue(Config) is string config)
        {
            return CompiledBench.Of(config, result.GetValue(Layers), backends.Length > 0 ? backends : byDefault.Select(static m => m.Backend).Distinct());
        }

        return (backends.Length == 0 ? byDefault : (all ?? BenchModel.All).Where(m => backends.Contains(m.Backend))).Where(m => models.Length == 0 || models.Contains(m.Name));
    }

    private static int RunsOf(ParseResult result) => Math.Max(1, result.GetValue(Runs));

    private static BenchOptions OptionsOf(ParseResult result)
    {
        int threads = Math.Max(1, result.GetValue(Threads));
        LavapipeThreads.Set(threads);
        Workload.DecodeTokens = result.GetValue(Tokens) ?? Workload.DecodeTokens;
        return new BenchOptions(Workload.Capacity((RunsOf(result) + 1) * (result.GetValue(Neighbour) ? 2 : 1)), result.GetValue(Device), result.GetValue(Storage), result.GetValue(Cache), result.GetValue(Compute), threads, result.GetValue(PrefillChunk), result.GetValue(Gguf));
    }

    private static void Print<T>(ParseResult result, IReadOnlyList<T> results, Func<IReadOnlyList<T>, string> table) =>
        Console.WriteLine(result.GetValue(Json) ? JsonSerializer.Serialize(results, Indented) : table(results));
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using Modelwright.Cli;
using Modelwright.Runtime;

namespace Modelwright.Benchmarks;

/// <summary>Models of a config that is named when the program runs: compiled in memory, once for each backend.</summary>
internal static class CompiledBench
{
    private static readonly Dictionary<string, string> ClassBackends = new()
    {
        [BenchModel.Vulkan] = "Vulkan",
        [BenchModel.Torch] = "TorchSharp",
        [BenchModel.Cpu] = "Cpu",
        [BenchModel.CpuCopy] = "Cpu",
        [BenchModel.CpuRounded] = "Cpu",
        [BenchModel.CpuExact] = "Cpu",
    };

    /// <summary>The config's model by every backend asked for.</summary>
    /// <param name="path">The config, or a folder that has a <c>config.json</c>.</param>
    /// <param name="layers">How many of its layers; all where null.</param>
    /// <param name="backends">Backends.</param>
    /// <exception cref="InvalidDataException">The config is not a model's; the message has the compiler's messages.</exception>
    public static IReadOnlyList<BenchModel> Of(string path, int? layers, IEnumerable<string> backends)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, "config.json") : path;
        string name = Name(file) + (layers is int some ? FormattableString.Invariant($", {some} layers") : "");
        string text = layers is int count ? WithLayers(File.ReadAllText(file), count) : File.ReadAllText(file);
        return [.. backends.Select(backend => Compile(name, backend, text))];
    }

    /// <summary>What a decoded token of a config costs.</summary>
    public static TokenCost Cost(string config) => Inspector.Cost(Read(config));

    /// <summary>The config with that many layers: its lists of layers end earlier too.</summary>
    internal static string WithLayers(string config, int layers)
    {
        JsonObject root = JsonNode.Parse(config)!.AsObject();
        JsonObject text = root["text_config"] as JsonObject ?? root;
        text["num_hidden_layers"] = layers;
        if (text["layer_types"] is JsonArray types)
        {
            text["layer_types"] = new JsonArray([.. types.Take(layers).Select(static type => type!.DeepClone())]);
        }

        return root.ToJsonString();
    }

    /// <summary>The file's name, or its folder's where it is a plain <c>config.json</c>.</summary>
    private static string Name(string file) => Path.GetFileName(file) == "config.json"
        ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))!)
        : Path.GetFileNameWithoutExtension(file);

    private static BenchModel Compile(string name, string backend, string text)
    {
        ModelClass model = ModelClass.Compile(Read(text), ClassBackends[backend], CancellationToken.None);
        return new BenchModel(name, backend, text, model.Manifest, (folder, options) => model.Load(folder, BenchModel.OptionsFor(backend, options)));
    }

    private static ConfigText Read(string text)
    {
        string folder = Directory.CreateTempSubdirectory("modelwright-bench-").FullName;
        try
        {
            string file = Path.Combine(folder, "config.json");
            File.WriteAllText(file, text);
            ConfigText config = ConfigText.Read(file, CancellationToken.None);
            return config.IsModel ? config : throw new InvalidDataException(string.Join('\n', config.Messages));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

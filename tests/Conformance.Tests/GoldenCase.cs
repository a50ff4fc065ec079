using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Generator.Tests;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>A folder that holds a checkpoint and what Hugging Face computes for it (tests/goldens/README.md).</summary>
internal sealed record GoldenCase(string Folder, string Architecture, IReadOnlyList<GoldenRun> Runs)
{
    /// <summary>The runs without labels.</summary>
    public IEnumerable<GoldenRun> PlainRuns => Runs.Where(static run => run.Name != "labelled");

    /// <summary>tests/goldens, or the folder that MODELWRIGHT_GOLDENS names.</summary>
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("MODELWRIGHT_GOLDENS") is { Length: > 0 } folder ? folder : Path.Combine(TestConfigs.Repository, "tests", "goldens");

    /// <summary>What names of classes end in that continue texts.</summary>
    private static readonly string[] Generating = ["ForCausalLM", "ForConditionalGeneration"];

    /// <summary>The names of all cases of language models, of those that see as well, under <see cref="Root"/>.</summary>
    public static IReadOnlyList<string> CausalLanguageModels { get; } =
    [
        .. Directory.EnumerateDirectories(Root)
            .Where(static folder => File.Exists(Path.Combine(folder, "case.json")))
            .Where(static folder => Generating.Any(Load(folder).Architecture.EndsWith))
            .Select(static folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Those that have runs with pictures or clips.</summary>
    public static IReadOnlyList<string> ThatSee { get; } = [.. CausalLanguageModels.Where(static name => Named(name).Runs.Any(static run => run.Sees))];

    /// <summary>Whether its checkpoint is quantised.</summary>
    public bool IsQuantised => Config.Contains("\"quantization_config\"", StringComparison.Ordinal);

    public string Config => File.ReadAllText(Path.Combine(Folder, "config.json"));

    /// <summary>
    /// How RoPE's frequencies may have been rounded when the numbers were made. <c>from_pretrained</c> keeps them in float32; a model that was turned to bfloat16 as a whole
    /// and back, to round its weights, has rounded frequencies too. A case does not say which, so a bfloat16 checkpoint must agree with one of the two, in all its runs.
    /// </summary>
    public IReadOnlyList<RotaryPrecision> RotaryPrecisions
    {
        get
        {
            using JsonDocument config = JsonDocument.Parse(Config);
            bool rounded = config.RootElement.TryGetProperty("dtype", out JsonElement type) && type.ValueEquals("bfloat16");
            return rounded ? [RotaryPrecision.BFloat16, RotaryPrecision.Float32] : [RotaryPrecision.Float32];
        }
    }

    /// <summary>
    /// Whether frequencies change within a text of this length: longrope and dynamic choose them by the length of a forward pass, so one pass of many columns is another
    /// model than several of few.
    /// </summary>
    public bool RotaryFollowsLength(int columns)
    {
        using JsonDocument config = JsonDocument.Parse(Config);
        JsonElement root = config.RootElement.TryGetProperty("text_config", out JsonElement text) ? text : config.RootElement;
        if (!(root.TryGetProperty("rope_parameters", out JsonElement rope) || root.TryGetProperty("rope_scaling", out rope)) || rope.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        string? type = rope.TryGetProperty("rope_type", out JsonElement named) || rope.TryGetProperty("type", out named) ? named.GetString() : null;
        return type switch
        {
            "dynamic" => columns > root.GetProperty("max_position_embeddings").GetInt32(),
            "longrope" => columns > (rope.TryGetProperty("original_max_position_embeddings", out JsonElement length) ? length : root.GetProperty("max_position_embeddings")).GetInt32(),
            _ => false,
        };
    }

    public static GoldenCase Named(string name) => Load(Path.Combine(Root, name));

    private static GoldenCase Load(string folder)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        JsonElement root = document.RootElement;
        return new GoldenCase(folder, root.GetProperty("architecture").GetString()!, [.. root.GetProperty("runs").EnumerateArray().Select(GoldenRun.Read)]);
    }
}

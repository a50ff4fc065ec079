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

    /// <summary>The repository's cases.</summary>
    private static readonly string Own = Path.Combine(TestConfigs.Repository, "tests", "goldens");

    /// <summary>Where cases are looked for: the folder that MODELWRIGHT_GOLDENS names, or the repository's.</summary>
    private static readonly string Root = Environment.GetEnvironmentVariable("MODELWRIGHT_GOLDENS") is { Length: > 0 } folder ? folder : Own;

    /// <summary>What names of classes end in that continue texts.</summary>
    private static readonly string[] Generating = ["ForCausalLM", "ForConditionalGeneration"];

    /// <summary>The names of all cases of language models, of those that see as well.</summary>
    public static IReadOnlyList<string> CausalLanguageModels { get; } = Where(static golden => golden.Continues);

    /// <summary>Of each architecture, with packed weights and with plain ones, the case that has most runs.</summary>
    public static IEnumerable<string> OneOfEachArchitecture => CausalLanguageModels
        .GroupBy(static name => (Named(name).Architecture, Named(name).IsQuantised))
        .Select(static cases => cases.MaxBy(static name => Named(name).Runs.Count)!);

    /// <summary>Those that have runs with pictures or clips.</summary>
    public static IReadOnlyList<string> ThatSee { get; } = Where(static golden => golden.Continues && golden.Runs.Any(static run => run.Sees));

    /// <summary>Those of the repository, whatever folder is asked for.</summary>
    public static IReadOnlyList<string> OwnThatSee { get; } = [.. Under(Own, static golden => golden.Continues && golden.Runs.Any(static run => run.Sees))];

    /// <summary>Whether the model continues texts.</summary>
    private bool Continues => Generating.Any(Architecture.EndsWith);

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

    /// <summary>The cases that something holds of, told by what is in their folders and never by a name; the repository's where the folder asked for has none, since a test without cases fails.</summary>
    public static IReadOnlyList<string> Where(Func<GoldenCase, bool> predicate)
    {
        string[] found = [.. Under(Root, predicate)];
        return found.Length > 0 ? found : [.. Under(Own, predicate)];
    }

    public static GoldenCase Named(string name) => Load(FolderOf(name));

    /// <summary>A case's folder: under the one asked for, or the repository's.</summary>
    public static string FolderOf(string name)
    {
        string asked = Path.Combine(Root, name);
        return Directory.Exists(asked) ? asked : Path.Combine(Own, name);
    }

    private static IEnumerable<string> Under(string root, Func<GoldenCase, bool> predicate) => Directory.EnumerateDirectories(root)
        .Where(static folder => File.Exists(Path.Combine(folder, "case.json")))
        .Where(folder => predicate(Load(folder)))
        .Select(static folder => Path.GetFileName(folder))
        .Order(StringComparer.Ordinal);

    private static GoldenCase Load(string folder)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        JsonElement root = document.RootElement;
        return new GoldenCase(folder, root.GetProperty("architecture").GetString()!, [.. root.GetProperty("runs").EnumerateArray().Select(GoldenRun.Read)]);
    }
}

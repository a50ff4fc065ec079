using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>A golden's text tower beside a vision tower of other sizes with random weights.</summary>
internal sealed class OddTower : IDisposable
{
    private readonly RewrittenCheckpoint _checkpoint;
    private readonly Random _random = new(7);

    /// <param name="changes">Keys of <c>vision_config</c> and their values.</param>
    public OddTower(IReadOnlyDictionary<string, JsonNode> changes)
    {
        string golden = GoldenCase.FolderOf("qwen3_vl");
        JsonNode config = JsonNode.Parse(File.ReadAllText(Path.Combine(golden, "config.json")))!;
        JsonNode vision = config["vision_config"]!;
        foreach ((string key, JsonNode value) in changes)
        {
            vision[key] = value.DeepClone();
        }

        Config = config.ToJsonString();
        _checkpoint = new RewrittenCheckpoint(golden, static name => name.StartsWith("model.visual.", StringComparison.Ordinal) ? null : name);
        AddTensors(vision);
    }

    public string Config { get; }

    public string Folder => _checkpoint.Folder;

    /// <summary>A picture or clip of random numbers.</summary>
    public VisionInput Input(int frames, int height, int width)
    {
        JsonNode vision = JsonNode.Parse(Config)!["vision_config"]!;
        int Number(string key) => vision[key]!.GetValue<int>();
        int length = Number("in_channels") * Number("temporal_patch_size") * Number("patch_size") * Number("patch_size");
        PatchGrid grid = new(frames, height, width);
        return new VisionInput(grid, length, Numbers(grid.Patches * length, 1).ToArray(), []);
    }

    public void Dispose() => _checkpoint.Dispose();

    private void AddTensors(JsonNode vision)
    {
        int Number(string key) => vision[key]!.GetValue<int>();
        (int width, int dense, int patch, int depth) = (Number("hidden_size"), Number("intermediate_size"), Number("patch_size"), Number("depth"));
        int merged = Number("spatial_merge_size") * Number("spatial_merge_size") * width;
        Linear("patch_embed.proj", [width, Number("in_channels"), Number("temporal_patch_size"), patch, patch]);
        Add("pos_embed.weight", 1, Number("num_position_embeddings"), width);
        for (int block = 0; block < depth; block++)
        {
            string name = FormattableString.Invariant($"blocks.{block}.");
            Norm(name + "norm1", width);
            Norm(name + "norm2", width);
            Linear(name + "attn.qkv", [3 * width, width]);
            Linear(name + "attn.proj", [width, width]);
            Linear(name + "mlp.linear_fc1", [dense, width]);
            Linear(name + "mlp.linear_fc2", [width, dense]);
        }

        Merger("merger.", width, merged, Number("out_hidden_size"));
        for (int level = 0; level < vision["deepstack_visual_indexes"]!.AsArray().Count; level++)
        {
            Merger(FormattableString.Invariant($"deepstack_merger_list.{level}."), merged, merged, Number("out_hidden_size"));
        }
    }

    private void Merger(string module, int norm, int merged, int output)
    {
        Norm(module + "norm", norm);
        Linear(module + "linear_fc1", [merged, merged]);
        Linear(module + "linear_fc2", [output, merged]);
    }

    private void Norm(string module, int width)
    {
        Add(module + ".weight", 1, width);
        Add(module + ".bias", 1, width);
    }

    /// <summary>Weights scaled so that products keep the size of what goes in.</summary>
    private void Linear(string module, long[] shape)
    {
        Add(module + ".weight", 1.7 / Math.Sqrt(shape.Skip(1).Aggregate(1L, static (a, b) => a * b)), shape);
        Add(module + ".bias", 0.5, shape[0]);
    }

    private void Add(string name, double scale, params long[] shape) => _checkpoint.Add(
        "model.visual." + name, "F32", shape, [.. Numbers((int)shape.Aggregate(1L, static (a, b) => a * b), scale).SelectMany(BitConverter.GetBytes)]);

    private IEnumerable<float> Numbers(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (float)(scale * ((2 * _random.NextDouble()) - 1)))];
}

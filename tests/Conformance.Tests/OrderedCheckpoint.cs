using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Modelwright.Benchmarks;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>
/// Random weights of a config, the projections of its layers as GPTQ writes them with <c>desc_act</c>: 4 bits, and which columns share a scale is drawn for each module. Modules that see
/// the same inputs have the same order, as a quantiser gives them.
/// </summary>
internal sealed partial class OrderedCheckpoint : IDisposable
{
    private const int Group = 32;
    private const int Codes = 8; // in a word

    private readonly RewrittenCheckpoint _checkpoint;

    /// <param name="config">The config.</param>
    /// <param name="apart">Modules that have an order of their own all the same.</param>
    /// <param name="broken">A module of which a column is in a group that there is not.</param>
    public OrderedCheckpoint(string config, Func<string, bool>? apart = null, string? broken = null)
    {
        using SyntheticCheckpoint plain = new(CompiledModel.Manifest(config), seed: 3, static (_, shape) => shape.Count == 1 ? (1, 0.1f) : (0, 0.1f));
        using Checkpoint original = Checkpoint.Open(plain.Folder);
        CheckpointTensor[] packed = [.. original.Names.Where(static name => Projection().IsMatch(name)).Select(name => original[name])];
        _checkpoint = new RewrittenCheckpoint(plain.Folder, static name => Projection().IsMatch(name) ? null : name);
        File.WriteAllText(Path.Combine(Folder, "config.json"), config);
        foreach (CheckpointTensor tensor in packed)
        {
            string module = tensor.Name[..^".weight".Length];
            Pack(module, (int)tensor.Shape[0], (int)tensor.Shape[1], apart?.Invoke(module) == true ? module : SameInputs().Replace(module, "first"), module == broken);
        }
    }

    public string Folder => _checkpoint.Folder;

    public void Dispose() => _checkpoint.Dispose();

    private static int[] GroupsOf(int columns, string key)
    {
        int[] groups = [.. Enumerable.Range(0, columns).Select(static column => column / Group)];
        new Random(Seed(key)).Shuffle(groups);
        return groups;
    }

    private void Pack(string module, int outputs, int inputs, string order, bool broken)
    {
        int[] groups = GroupsOf(inputs, order);
        groups[^1] = broken ? inputs / Group : groups[^1];
        Random random = new(Seed(module));
        byte[] codes = new byte[inputs / 2 * outputs];
        random.NextBytes(codes);
        byte[] zeros = new byte[inputs / Group * outputs / 2];
        Array.Fill(zeros, (byte)0x77);
        Half[] scales = [.. Enumerable.Range(0, inputs / Group * outputs).Select(_ => (Half)(0.005 + (0.02 * random.NextDouble())))];
        _checkpoint
            .Add(module + ".qweight", "I32", [inputs / Codes, outputs], codes)
            .Add(module + ".qzeros", "I32", [inputs / Group, outputs / Codes], zeros)
            .Add(module + ".scales", "F16", [inputs / Group, outputs], MemoryMarshal.AsBytes(scales.AsSpan()).ToArray())
            .Add(module + ".g_idx", "I32", [inputs], MemoryMarshal.AsBytes(groups.AsSpan()).ToArray());
    }

    /// <summary>The same in every run, as a string's own hash is not.</summary>
    private static int Seed(string key) => key.Aggregate(17, static (seed, letter) => unchecked((seed * 31) + letter));

    [GeneratedRegex(@"layers\.\d+\..*(q|k|v|o|gate|up|down|out)_proj\.weight$")]
    private static partial Regex Projection();

    [GeneratedRegex(@"(q|k|v|gate|up)_proj$")]
    private static partial Regex SameInputs();
}

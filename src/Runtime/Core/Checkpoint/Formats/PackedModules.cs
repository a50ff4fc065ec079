using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>
/// The quantised weights of a checkpoint under the names that plain ones would have. A module is quantised where the file holds its packed tensors, whatever lists in the
/// config say; the config only tells which format they are in.
/// </summary>
internal sealed class PackedModules
{
    private const string Weight = ".weight";
    private const string ScaleInverse = "_scale_inv";
    private const string OutputPacked = ".qweight";
    private const string Compressed = ".weight_packed";
    private const string Scale = ".weight_scale";

    private static readonly string[] OutputParts = [OutputPacked, ".qzeros", ".scales", ".g_idx"];
    private static readonly string[] CompressedParts = [Compressed, ".weight_scale", ".weight_shape", ".weight_zero_point", ".weight_g_idx"];

    /// <summary>Scales of activations do nothing here: activations stay in floating point.</summary>
    private static readonly string[] FloatParts = [Scale, ".input_scale", ".output_scale"];

    private readonly Checkpoint _checkpoint;
    private readonly Dictionary<string, string> _packed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CheckpointTensor> _made = new(StringComparer.Ordinal);
    private readonly Lazy<QuantizationConfig?> _config;
    private readonly Lock _gate = new();

    public PackedModules(Checkpoint checkpoint)
    {
        _checkpoint = checkpoint;
        _config = new(() => QuantizationConfig.Read(checkpoint.Folder));
        foreach (string name in checkpoint.Names)
        {
            if (name.EndsWith(OutputPacked, StringComparison.Ordinal))
            {
                Add(name, OutputPacked, OutputParts);
            }
            else if (name.EndsWith(Compressed, StringComparison.Ordinal))
            {
                Add(name, Compressed, CompressedParts);
            }
            else if (name.EndsWith(ScaleInverse, StringComparison.Ordinal) && IsFloat8(name[..^ScaleInverse.Length]))
            {
                AddWeight(name[..^ScaleInverse.Length], ScaleInverse);
                AddParts(name[..^ScaleInverse.Length], [name, Sibling(name, ".activation_scale"), Sibling(name, ".input_scale")]);
            }
            else if (name.EndsWith(Scale, StringComparison.Ordinal) && IsFloat8(name[..^Scale.Length] + Weight))
            {
                Add(name, Scale, FloatParts);
            }
        }
    }

    /// <summary>What the config says of them, where there is one.</summary>
    /// <exception cref="PackedWeightException">It cannot be read.</exception>
    public QuantizationConfig? Config => _packed.Count == 0 ? null : _config.Value;

    /// <summary>Names that plain weights would have.</summary>
    public IEnumerable<string> Names => _packed.Keys;

    /// <summary>Whether a weight of that name is quantised.</summary>
    public bool Contains(string name) => _packed.ContainsKey(name);

    /// <summary>The quantised weight that a tensor of the file is part of, or null.</summary>
    public string? WeightOf(string part) => _parts.GetValueOrDefault(part);

    /// <summary>A quantised weight, read as the plain one would be.</summary>
    /// <exception cref="PackedWeightException">Its parts do not fit together, or it is quantised in a way that is not read.</exception>
    public bool TryGet(string name, [NotNullWhen(true)] out CheckpointTensor? tensor)
    {
        tensor = null;
        if (!_packed.TryGetValue(name, out string? kind))
        {
            return false;
        }

        lock (_gate)
        {
            if (!_made.TryGetValue(name, out tensor))
            {
                tensor = new CheckpointTensor(Make(name, kind));
                _made.Add(name, tensor);
            }

            return true;
        }
    }

    private void Add(string name, string suffix, string[] parts)
    {
        string module = name[..^suffix.Length];
        AddWeight(module + Weight, suffix);
        AddParts(module + Weight, parts.Select(part => module + part));
    }

    /// <summary>Whether a weight is in E4M3: scales beside another one are none of its own, and speak against the model. What lies in a shard that is missing may be.</summary>
    private bool IsFloat8(string name)
    {
        try
        {
            return _checkpoint.TryGet(name, out CheckpointTensor? weight) && weight.Format == ElementFormat.Float8E4M3;
        }
        catch (ShardMissingException)
        {
            return true;
        }
    }

    private void AddWeight(string weight, string kind)
    {
        if (!_packed.TryAdd(weight, kind))
        {
            throw new PackedWeightException(_checkpoint.Path, weight, $"it is there twice, with '{_packed[weight]}' and with '{kind}'");
        }
    }

    private void AddParts(string weight, IEnumerable<string> parts)
    {
        foreach (string part in parts)
        {
            _parts.TryAdd(part, weight);
        }
    }

    private static string Sibling(string scale, string suffix) => scale[..^ScaleInverse.Length] is var weight && weight.EndsWith(Weight, StringComparison.Ordinal) ? weight[..^Weight.Length] + suffix : scale;

    private PackedWeight Make(string name, string kind)
    {
        if (kind == ScaleInverse)
        {
            return Float8Weight.Of(_checkpoint[name], _checkpoint[name + ScaleInverse], _config.Value);
        }

        string module = name[..^Weight.Length];
        QuantizationConfig config = _config.Value ?? throw new PackedWeightException(_checkpoint.Path, module, "config.json beside it has no quantization_config, which says what format they are in");
        string[] methods = kind == OutputPacked ? ["gptq", "awq"] : kind == Scale ? ["compressed-tensors", "fp8"] : ["compressed-tensors"];
        if (!methods.Contains(config.Method))
        {
            throw new PackedWeightException(_checkpoint.Path, module, $"quantization_config says '{config.Method}'; '{module}{kind}' is written by {string.Join(" and ", methods)}");
        }

        return kind switch
        {
            OutputPacked => OutputPackedWeight.Of(name, Part(module, kind), Part(module, ".qzeros"), Part(module, ".scales"), Optional(module + ".g_idx"), config),
            Scale => Float8Weight.OfCompressed(_checkpoint[name], Part(module, kind), config),
            _ => CompressedTensorsWeight.Of(
                name, Part(module, kind), Part(module, Scale), Part(module, ".weight_shape"), Optional(module + ".weight_zero_point"), Optional(module + ".weight_g_idx"), config),
        };
    }

    private CheckpointTensor Part(string module, string part) =>
        Optional(module + part) ?? throw new PackedWeightException(_checkpoint.Path, module, $"there is no '{module}{part}'");

    private CheckpointTensor? Optional(string name) => _checkpoint.TryGet(name, out CheckpointTensor? tensor) ? tensor : null;
}

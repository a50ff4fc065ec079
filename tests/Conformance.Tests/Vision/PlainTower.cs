using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>
/// A vision tower written as the paper would, in double, from config and checkpoint alone: what shapes that no golden has are compared with. It is itself compared
/// with the goldens.
/// </summary>
internal sealed class PlainTower
{
    private readonly Checkpoint _weights;
    private readonly int _heads;
    private readonly int _width;
    private readonly int _merge;
    private readonly int _side;
    private readonly int _depth;
    private readonly int[] _deepStack;
    private readonly string _activation;

    public PlainTower(string config, Checkpoint weights)
    {
        using JsonDocument document = JsonDocument.Parse(config);
        JsonElement vision = document.RootElement.GetProperty("vision_config");
        int Number(string key) => vision.GetProperty(key).GetInt32();
        _weights = weights;
        (_depth, _width, _heads, _merge) = (Number("depth"), Number("hidden_size"), Number("num_heads"), Number("spatial_merge_size"));
        _side = (int)Math.Round(Math.Sqrt(Number("num_position_embeddings")));
        _activation = vision.GetProperty("hidden_act").GetString()!;
        _deepStack = vision.TryGetProperty("deepstack_visual_indexes", out JsonElement list) ? [.. list.EnumerateArray().Select(static index => index.GetInt32())] : [];
    }

    /// <summary>The features, then each level's.</summary>
    public IReadOnlyList<double[][]> Run(VisionInput input)
    {
        (int Row, int Column)[] places = [.. Enumerable.Range(0, input.Grid.Frames).SelectMany(_ => Places(input.Grid))];
        double[][] x = Rows(input).Select((patch, i) => Add(Linear("patch_embed.proj", patch), Position(places[i], input.Grid))).ToArray();
        SortedDictionary<int, double[][]> levels = [];
        for (int block = 0; block < _depth; block++)
        {
            string name = FormattableString.Invariant($"blocks.{block}.");
            x = Add(x, Attend(name, [.. x.Select(row => Norm(name + "norm1", row))], places, input.Grid.Height * input.Grid.Width));
            x = [.. x.Select(row => Add(row, Linear(name + "mlp.linear_fc2", [.. Linear(name + "mlp.linear_fc1", Norm(name + "norm2", row)).Select(v => Activate(_activation, v))])))];
            if (Array.IndexOf(_deepStack, block) is >= 0 and int merger)
            {
                string module = FormattableString.Invariant($"deepstack_merger_list.{merger}.");
                levels.Add(block, [.. Merged(x).Select(row => Merge(module, Norm(module + "norm", row)))]);
            }
        }

        return [[.. Merged([.. x.Select(row => Norm("merger.norm", row))]).Select(row => Merge("merger.", row))], .. levels.Values];
    }

    private IEnumerable<(int Row, int Column)> Places(PatchGrid grid) =>
        from blockRow in Enumerable.Range(0, grid.Height / _merge)
        from blockColumn in Enumerable.Range(0, grid.Width / _merge)
        from row in Enumerable.Range(0, _merge)
        from column in Enumerable.Range(0, _merge)
        select ((blockRow * _merge) + row, (blockColumn * _merge) + column);

    private double[] Position((int Row, int Column) place, PatchGrid grid)
    {
        double row = place.Row * (_side - 1.0) / Math.Max(grid.Height - 1, 1);
        double column = place.Column * (_side - 1.0) / Math.Max(grid.Width - 1, 1);
        double[] table = Tensor("pos_embed.weight");
        double[] position = new double[_width];
        for (int r = 0; r < _side; r++)
        {
            for (int c = 0; c < _side; c++)
            {
                double weight = Math.Max(0, 1 - Math.Abs(row - r)) * Math.Max(0, 1 - Math.Abs(column - c));
                for (int i = 0; weight > 0 && i < _width; i++)
                {
                    position[i] += weight * table[(((r * _side) + c) * _width) + i];
                }
            }
        }

        return position;
    }

    private double[][] Attend(string block, double[][] x, (int Row, int Column)[] places, int frame)
    {
        int dim = _width / _heads;
        double[][] qkv = [.. x.Select(row => Linear(block + "attn.qkv", row))];
        double[][] turned = [.. qkv.Select((row, i) => Turn(row, places[i], dim))];
        double[][] attended = [.. x.Select(_ => new double[_width])];
        for (int row = 0; row < x.Length; row++)
        {
            int first = row / frame * frame;
            for (int head = 0; head < _heads; head++)
            {
                double[] weights = [.. Enumerable.Range(first, frame).Select(key => Math.Exp(Enumerable.Range(head * dim, dim).Sum(d => turned[row][d] * turned[key][_width + d]) / Math.Sqrt(dim)))];
                for (int d = head * dim; d < (head + 1) * dim; d++)
                {
                    attended[row][d] = weights.Select((weight, key) => weight * qkv[first + key][(2 * _width) + d]).Sum() / weights.Sum();
                }
            }
        }

        return [.. attended.Select(row => Linear(block + "attn.proj", row))];
    }

    private double[] Turn(double[] row, (int Row, int Column) place, int dim)
    {
        double[] turned = [.. row];
        for (int head = 0; head < 2 * _heads; head++)
        {
            for (int d = 0; d < dim; d++)
            {
                int j = d % (dim / 2);
                double angle = (j < dim / 4 ? place.Row : place.Column) * Math.Pow(10_000, -(j % (dim / 4)) / (dim / 4.0));
                double other = row[(head * dim) + ((d + (dim / 2)) % dim)];
                turned[(head * dim) + d] = (row[(head * dim) + d] * Math.Cos(angle)) + ((d < dim / 2 ? -other : other) * Math.Sin(angle));
            }
        }

        return turned;
    }

    private double[] Merge(string module, double[] row) => Linear(module + "linear_fc2", [.. Linear(module + "linear_fc1", row).Select(static v => Activate("gelu", v))]);

    private IEnumerable<double[]> Merged(double[][] x) => x.Chunk(_merge * _merge).Select(static rows => rows.SelectMany(static row => row).ToArray());

    private double[] Norm(string module, double[] x)
    {
        (double[] weight, double[] bias) = (Tensor(module + ".weight"), Tensor(module + ".bias"));
        double mean = x.Average();
        double variance = x.Average(v => (v - mean) * (v - mean));
        return [.. x.Select((v, i) => ((v - mean) / Math.Sqrt(variance + 1e-6) * weight[i]) + bias[i])];
    }

    private double[] Linear(string module, double[] x)
    {
        (double[] weight, double[] bias) = (Tensor(module + ".weight"), Tensor(module + ".bias"));
        double[] y = [.. bias];
        for (int row = 0; row < y.Length; row++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[row] += weight[(row * x.Length) + i] * x[i];
            }
        }

        return y;
    }

    private readonly Dictionary<string, double[]> _tensors = [];

    private double[] Tensor(string name)
    {
        if (!_tensors.TryGetValue(name, out double[]? values))
        {
            values = [.. _weights["model.visual." + name].ToFloats().Select(static v => (double)v)];
            _tensors.Add(name, values);
        }

        return values;
    }

    private static double Activate(string function, double x) => function switch
    {
        "gelu_pytorch_tanh" => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        "gelu" => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))),
        "silu" => x / (1 + Math.Exp(-x)),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Not an activation of these tests."),
    };

    /// <summary>By the trapezoidal rule, whose error for this function is below 1e-12 with these steps.</summary>
    private static double Erf(double x)
    {
        const int steps = 4000;
        double limit = Math.Clamp(x, -7, 7);
        double h = limit / steps;
        double sum = (1 + Math.Exp(-limit * limit)) / 2;
        for (int i = 1; i < steps; i++)
        {
            sum += Math.Exp(-(i * h) * (i * h));
        }

        // Euler and Maclaurin's first correction: the slope at the end.
        return 2 / Math.Sqrt(Math.PI) * h * (sum + (h * limit * Math.Exp(-limit * limit) / 6));
    }

    private static double[][] Add(double[][] a, double[][] b) => [.. a.Zip(b, Add)];

    private static double[] Add(double[] a, double[] b) => [.. a.Zip(b, static (x, y) => x + y)];

    private static IEnumerable<double[]> Rows(VisionInput input) => input.Patches.ToArray().Chunk(input.RowLength).Select(static row => row.Select(static v => (double)v).ToArray());
}

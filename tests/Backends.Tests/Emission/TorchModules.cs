using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Backends.TorchSharp;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>Modules that differ from what a config gives, and what is written for them.</summary>
internal static class TorchModules
{
    public static Module Dense { get; } = ModelLowering.Lower(TinySpecs.Dense);

    /// <summary>A tower of two equal layers that remember nothing: a product, added to the stream or in its place.</summary>
    public static Tower Second(bool adds = true)
    {
        GraphBuilder entry = new();
        ValueId tokens = entry.Add(new Parameter(InputPort.Tokens, TensorType.Of(ElementType.I32, Dim.Rows)));
        Block table = new("table", "rows of a table", entry.Build(entry.Add(new Embedding(), tokens, entry.Add(new Weight(Matrix("second_table", "second.table.weight", 9))))));
        GraphBuilder layer = new();
        ValueId x = layer.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Rows, 72)));
        ValueId product = layer.Add(new Linear(), x, layer.Add(new Weight(Matrix("second_fc1", "second.blocks.{layer}.mlp.fc1.weight", 72))), layer.Add(new Weight(WeightSlot.Vector("second_fc1_bias", 72, "second.blocks.{layer}.mlp.fc1.bias"))));
        Block block = new("block", "a product", layer.Build(adds ? layer.Add(new Add(), x, product) : product));
        GraphBuilder exit = new();
        ValueId end = exit.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Rows, 72)));
        Block features = new("features", "a product", exit.Build(exit.Add(new Linear(), end, exit.Add(new Weight(Matrix("second_merger", "second.merger.weight", 5))))));
        return new Tower("second", table, [block], [0, 0], [features]);
    }

    public static WeightSlot Matrix(string name, string key, int rows) => WeightSlot.Matrix(name, rows, 72, WeightSource.Whole(key, [rows, 72]));

    /// <summary>The module with another weight in place of the one of that name.</summary>
    public static Module With(Module module, WeightSlot slot) =>
        module with { Towers = [module.Text.Rewrite(block => Rewritten(block, op => op is Weight weight && weight.Slot.Name == slot.Name ? new Weight(slot) : op))] };

    public static Module WithExits(params Block[] exits) => Dense with { Towers = [Dense.Text with { Exits = [.. exits] }] };

    public static Block Exit(string name, Func<GraphBuilder, ValueId, ValueId> head)
    {
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Rows, 72)));
        ValueId norm = b.Add(new RmsNorm(TinySpecs.Dense.Norm), "model.norm (rms_norm_eps)", [x, b.Add(new Weight(ModelWeights.FinalNorm(TinySpecs.Dense)))]);
        return new Block(name, name, b.Build(head(b, norm)));
    }

    public static Block Rewritten(Block block, Func<Op, Op> change) =>
        block with { Body = block.Body.Rewrite((node, inputs, b) => b.Add(change(node.Op), node.Origin, inputs)) };

    public static IReadOnlyList<string> Lines(string text, string beginning) =>
        [.. text.Split('\n').Select(static line => line.Trim()).Where(line => line.StartsWith(beginning, StringComparison.Ordinal))];

    /// <summary>The files of a module by their topics.</summary>
    public static Dictionary<string, string> Emit(Module module, ModelSpec spec) =>
        new TorchSharpBackend().Emit(new ModelJob("Generated", "Model", "public", "config.json", spec), module, CancellationToken.None).Files
            .ToDictionary(static file => file.HintName["Model.".Length..^".g.cs".Length], static file => file.Text);
}

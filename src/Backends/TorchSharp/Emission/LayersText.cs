using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The layers of all towers: a class for each kind.</summary>
internal static class LayersText
{
    public static GeneratedFile Emit(ModelText model) => TorchFile.Emit(
        model.Job, "Layers", "the kinds of layers",
        string.Join("\n\n", model.Module.Towers.SelectMany(tower => tower.Kinds.Select(kind => Layer(model, kind, NameOf(model, tower, kind), "A layer of " + kind.About))
            .Concat(tower.Taps.Select(tap => Layer(model, tap.Block, NameOf(model, tower, tap.Block), "Reads between layers: " + tap.Block.About))))));

    /// <summary>The list of a tower's layers, as a module.</summary>
    public static ModuleField List(ModelText model, Tower tower)
    {
        string prefix = TowerNames.Prefix(model.Module, tower);
        string[] names = [.. tower.Kinds.Select(kind => NameOf(model, tower, kind))];
        string make = names.Length == 1
            ? $"new {names[0]}(parameters)"
            : $"{prefix}LayerKinds[layer] switch\n{{\n{string.Concat(names.Select((name, kind) => $"    {Pattern(tower, prefix, kind)} => new {name}(parameters),\n"))}}}";
        return List(tower.Kinds, tower.Layers.Count, $"{(names.Length == 1 ? "_" : "layer")} => {make}");
    }

    /// <summary>The list of what reads a tower's stream between layers, one a reading.</summary>
    public static ModuleField List(ModelText model, Tower tower, Tap tap) => List([tap.Block], tap.Layers.Count, $"_ => new {NameOf(model, tower, tap.Block)}(parameters)");

    private static ModuleField List(IReadOnlyList<Block> blocks, int count, string make)
    {
        string path = blocks.SelectMany(static kind => kind.Body.Nodes).Select(static node => node.Op).OfType<Weight>().Select(static weight => ParameterPath.Of(weight.Slot).List).First();
        return new ModuleField(path, "ModuleList<TorchLayer>", $"new ModuleList<TorchLayer>([.. Enumerable.Range(0, {Literal.Of(count)}).Select<int, TorchLayer>({make})])");
    }

    private static string Pattern(Tower tower, string prefix, int kind) =>
        kind == tower.Kinds.Count - 1 ? "_" : $"{prefix}LayerKind.{CSharpName.Pascal(tower.Kinds[kind].Name)}";

    private static string NameOf(ModelText model, Tower tower, Block kind) => TowerNames.Prefix(model.Module, tower) + CSharpName.Pascal(kind.Name) + "Layer";

    /// <summary>Whether any layer has a state.</summary>
    public static bool Remembers(Tower tower) => tower.Kinds.SelectMany(static kind => kind.Body.Nodes).Any(static node => node.Op.AdvancesState is not null);

    private static string Layer(ModelText model, Block kind, string name, string about)
    {
        BlockText forward = BlockText.Write(model, kind, Form.Forward);
        ModuleTree tree = new(name, forward.Modules);
        return string.Join("\n\n", tree.Classes.Prepend($$"""
            /// <summary>{{about}}.</summary>
            public sealed class {{name}} : TorchLayer
            {
                {{tree.Fields.Replace("\n", "\n    ")}}

                internal {{name}}(ParameterFactory parameters)
                    : base(nameof({{name}}))
                {
                    {{tree.Assignments.Replace("\n", "\n        ")}}
                    RegisterComponents();
                }

                /// <inheritdoc/>
                public override Tensor forward(Tensor x, ForwardPass pass){{Method(forward)}}{{Remembering(model, kind, forward.States)}}
            }
            """));
    }

    /// <summary>What a layer with a state has besides.</summary>
    private static string Remembering(ModelText model, Block kind, IReadOnlyList<string> states) => states switch
    {
        [] => "",
        [string state] => $$"""


                /// <inheritdoc/>
                protected override Tensor Advance(Tensor x, ForwardPass pass, LayerState state){{Method(BlockText.Write(model, kind, Form.Advance))}}

                /// <inheritdoc/>
                protected override Tensor Step(Tensor x, DecodeStep step, LayerState state){{Method(BlockText.Write(model, kind, Form.Step))}}

                /// <inheritdoc/>
                protected override LayerState CreateState(StateFactory states) => {{state}};
            """,
        _ => throw new IrException($"{kind.Name} has {states.Count} states; a layer has one"),
    };

    private static string Method(BlockText text) => text.Lines.Count == 1 ? text.Body("") + ";" : text.Body("    ");
}

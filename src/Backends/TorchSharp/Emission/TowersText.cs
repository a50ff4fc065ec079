using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The table of functions that the runtime is handed: for each tower its entry, its layers and its exits.</summary>
internal static class TowersText
{
    /// <summary>All modules outside of layers, and the lists of layers.</summary>
    public static IReadOnlyList<ModuleField> Modules(ModelText model) =>
    [
        .. model.Module.Towers.SelectMany(tower => BlockText.Write(model, tower.Entry, Form.Forward).Modules
            .Append(LayersText.List(model, tower))
            .Concat(tower.Taps.Select(tap => LayersText.List(model, tower, tap)))
            .Concat(tower.Exits.SelectMany(exit => BlockText.Write(model, exit, Form.Forward).Modules))).Distinct(),
    ];

    public static string Table(ModelText model) => $"\n[\n{string.Concat(model.Module.Towers.Select(tower => Indent(Tower(model, tower)) + ",\n"))}]";

    private static string Tower(ModelText model, Tower tower)
    {
        // A tower that remembers nothing goes forward alone.
        Form[] forms = LayersText.Remembers(tower) ? [Form.Forward, Form.Advance, Form.Step] : [Form.Forward];
        string exits = string.Join(",\n        ", tower.Exits.Select(exit => Indent(Indent(Call($"TorchExit(\n    {Literal.Of(exit.Name)}", model, exit, forms))).TrimStart()));
        return $"""
            new TorchTower(
                {Literal.Of(tower.Name)},
                {Indent(Call("TorchEntry(", model, tower.Entry, forms.Where(static form => form != Form.Advance))).TrimStart()},
                {LayersText.List(model, tower).Path},
                [
                    {exits},
                ]){Taps(model, tower)}
            """;
    }

    private static string Taps(ModelText model, Tower tower) => tower.Taps.Count == 0 ? "" : $$"""

        {
            Taps = {{Literal.List(tower.Taps.Select(tap => $"new({Literal.Of(tap.Block.Name)}, {LayersText.List(model, tower, tap).Path}, After: {Literal.List(tap.Layers)})"))}},
        }
        """;

    /// <summary>A record of functions, one a form.</summary>
    private static string Call(string head, ModelText model, Block block, IEnumerable<Form> forms) =>
        $"new {head}{string.Concat(forms.Select((form, index) => $"{(index > 0 || !head.EndsWith("(", StringComparison.Ordinal) ? "," : "")}\n    {form}: {Lambda(model, block, form)}"))})";

    /// <summary>What comes in first is called by its port.</summary>
    private static string Lambda(ModelText model, Block block, Form form)
    {
        Parameter input = block.Body.Nodes.Select(static node => node.Op).OfType<Parameter>().First();
        string name = OpTable.NameOf(input.Port);
        return $"({name}, {(form == Form.Step ? "step" : "pass")})" + BlockText.Write(model, block, form, name).Body("    ").Replace("\n    {", " =>\n    {");
    }

    private static string Indent(string text) => "    " + text.Replace("\n", "\n    ");
}

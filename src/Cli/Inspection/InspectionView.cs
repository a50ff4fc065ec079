using System;
using System.Globalization;
using System.Linq;
using Modelwright.Runtime;
using Spectre.Console;

namespace Modelwright.Cli;

/// <summary>An <see cref="Inspection"/> as tables.</summary>
internal sealed class InspectionView(IAnsiConsole console)
{
    public void Show(Inspection inspection)
    {
        console.MarkupLineInterpolated($"[bold]{inspection.ModelType}[/] from {inspection.Config}");
        foreach (TowerTable tower in inspection.Towers)
        {
            ShowTower(tower);
        }

        ShowWeights(inspection);
        ShowCost(inspection.Cost);
        ShowMemory(inspection);
        ShowSessions(inspection);
        ShowDevices(inspection);
    }

    private void ShowTower(TowerTable tower)
    {
        Table table = Titled(FormattableString.Invariant($"{tower.Name}: width {tower.Width}, {tower.Layers.Sum(static line => line.Count)} layers, {string.Join(", ", tower.Exits)}"));
        table.AddColumn("layer").AddColumn(new TableColumn("count").RightAligned()).AddColumn("numbers");
        foreach (LayerLine line in tower.Layers)
        {
            table.AddRow(new Text(line.Kind), new Text(Whole(line.Count)), new Text(line.Numbers));
        }

        console.Write(table);
    }

    private void ShowWeights(Inspection inspection)
    {
        Table table = Titled("weights");
        table.AddColumn("weight").AddColumn(new TableColumn("rows x columns").RightAligned()).AddColumn(new TableColumn("layers").RightAligned())
            .AddColumn(new TableColumn("parameters").RightAligned()).AddColumn(new TableColumn("read a token").RightAligned());
        foreach (WeightLine line in inspection.Weights)
        {
            table.AddRow(
                new Text(line.Name),
                new Text($"{Whole(line.Rows)} x {Whole(line.Columns)}"),
                new Text(line.Layers == 0 ? "" : Whole(line.Layers)),
                new Text(line.Parameters == 0 ? "tied" : Whole(line.Parameters)),
                new Text(line.ReadFraction.ToString(line.ReadFraction < 0.01 ? "0.####%" : "0.#%", CultureInfo.InvariantCulture)));
        }

        console.Write(table);
    }

    private void ShowCost(TokenCost cost)
    {
        Table table = Titled("one decoded token");
        table.AddColumn("").AddColumn(new TableColumn("").RightAligned()).HideHeaders();
        table.AddRow("parameters", Scaled(cost.Parameters));
        table.AddRow("parameters that take part", Scaled(cost.ActiveParameters));
        table.AddRow("FLOPs of matrix products", Scaled(cost.Flops));
        table.AddRow("FLOPs of attention for each token before it", Scaled(cost.FlopsPerDepth));
        table.AddRow("bytes of weights read, in 16 bits", Scaled(cost.WeightBytes));
        table.AddRow("bytes of keys and values read for each token before it, in 16 bits", Scaled(cost.CacheBytesPerDepth));
        table.AddRow("bytes of recurrent states read and written", Scaled(cost.StateBytes));
        console.Write(table);
    }

    private void ShowMemory(Inspection inspection)
    {
        string[] storages = [.. inspection.Memory.Select(static line => line.Storage).Distinct()];
        Table table = Titled("memory of weights + one session, MiB; keys and values in 16 bits, with Float32 in 32");
        table.AddColumn(new TableColumn("context").RightAligned());
        foreach (string storage in storages)
        {
            table.AddColumn(new TableColumn(Short(storage)).RightAligned());
        }

        foreach (IGrouping<int, MemoryLine> context in inspection.Memory.GroupBy(static line => line.Context))
        {
            table.AddRow([new Text(Whole(context.Key)), .. storages.Select(storage => new Text(Cell(context.Single(line => line.Storage == storage))))]);
        }

        console.Write(table);

        static string Cell(MemoryLine line) => $"{Mebibytes(line.Weights)} + {Mebibytes(line.Session)}";
    }

    private void ShowSessions(Inspection inspection)
    {
        Table table = Titled("one session by its keys and values, MiB");
        table.AddColumn(new TableColumn("context").RightAligned());
        foreach (string cache in inspection.Sessions.Select(static line => line.Cache).Distinct())
        {
            table.AddColumn(new TableColumn(Short(cache)).RightAligned());
        }

        foreach (IGrouping<int, SessionLine> context in inspection.Sessions.GroupBy(static line => line.Context))
        {
            table.AddRow([new Text(Whole(context.Key)), .. context.Select(static line => new Text(Mebibytes(line.Session)))]);
        }

        console.Write(table);
    }

    private void ShowDevices(Inspection inspection)
    {
        Table table = Titled("devices here, and the context up to which they hold it");
        table.AddColumn("device").AddColumn(new TableColumn("MiB").RightAligned());
        foreach (DeviceFit fit in inspection.Devices[0].Fits)
        {
            table.AddColumn(new TableColumn(Short(fit.Storage)).RightAligned());
        }

        foreach (DeviceLine line in inspection.Devices)
        {
            table.AddRow([
                new Text(line.Device),
                new Text(Mebibytes(line.Memory)),
                .. line.Fits.Select(static fit => fit.Context == 0 ? new Text("no", new Style(Color.Red)) : new Text(Whole(fit.Context), new Style(Color.Green))),
            ]);
        }

        console.Write(table);
    }

    /// <summary>A format as a table's head has it: both of 16 bits take the same.</summary>
    private static string Short(string storage) => storage is nameof(WeightStorage.BFloat16) or nameof(WeightStorage.Float16) ? "16 bits" : storage;

    private static Table Titled(string title) => new Table { Title = new TableTitle(Markup.Escape(title)), Border = TableBorder.Rounded };

    private static string Whole(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Mebibytes(long bytes) => (bytes / (double)(1 << 20)).ToString("#,0.0", CultureInfo.InvariantCulture);

    private static string Scaled(double value) => value switch
    {
        >= 1e12 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e12:0.00} T"),
        >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.00} G"),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.00} M"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:#,0}"),
    };
}

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
        TextTable table = new(
            FormattableString.Invariant($"{tower.Name}: width {tower.Width}, {tower.Layers.Sum(static line => line.Count)} layers, {string.Join(", ", tower.Exits)}"),
            "layer", Number("count"), "numbers");
        foreach (LayerLine line in tower.Layers)
        {
            table.Add(line.Kind, Whole(line.Count), line.Numbers);
        }

        table.Show(console);
    }

    private void ShowWeights(Inspection inspection)
    {
        TextTable table = new("weights", "weight", Number("rows x columns"), Number("layers"), Number("parameters"), Number("read a token"));
        foreach (WeightLine line in inspection.Weights)
        {
            table.Add(
                line.Name,
                $"{Whole(line.Rows)} x {Whole(line.Columns)}",
                line.Layers == 0 ? "" : Whole(line.Layers),
                line.Parameters == 0 ? "tied" : Whole(line.Parameters),
                line.ReadFraction.ToString(line.ReadFraction < 0.01 ? "0.####%" : "0.#%", CultureInfo.InvariantCulture));
        }

        table.Show(console);
    }

    private void ShowCost(TokenCost cost)
    {
        TextTable table = new("one decoded token", "", Number(""));
        table.Add("parameters", Scaled(cost.Parameters));
        table.Add("parameters that take part", Scaled(cost.ActiveParameters));
        table.Add("FLOPs of matrix products", Scaled(cost.Flops));
        table.Add("FLOPs of attention for each token before it", Scaled(cost.FlopsPerDepth));
        table.Add("bytes of weights read, in 16 bits", Scaled(cost.WeightBytes));
        table.Add("bytes of keys and values read for each token before it, in 16 bits", Scaled(cost.CacheBytesPerDepth));
        table.Add("bytes of recurrent states read and written", Scaled(cost.StateBytes));
        table.Show(console);
    }

    private void ShowMemory(Inspection inspection)
    {
        string[] storages = [.. inspection.Memory.Select(static line => line.Storage).Distinct()];
        TextTable table = new(
            "memory of weights + one session, MiB; keys and values in 16 bits, with Float32 in 32",
            [Number("context"), .. storages.Select(static storage => Number(Short(storage)))]);
        foreach (IGrouping<int, MemoryLine> context in inspection.Memory.GroupBy(static line => line.Context))
        {
            table.Add([Whole(context.Key), .. storages.Select(storage => Cell(context.Single(line => line.Storage == storage)))]);
        }

        table.Show(console);

        static TextCell Cell(MemoryLine line) => $"{Mebibytes(line.Weights)} + {Mebibytes(line.Session)}";
    }

    private void ShowSessions(Inspection inspection)
    {
        string[] caches = [.. inspection.Sessions.Select(static line => line.Cache).Distinct()];
        TextTable table = new("one session by its keys and values, MiB", [Number("context"), .. caches.Select(static cache => Number(Short(cache)))]);
        foreach (IGrouping<int, SessionLine> context in inspection.Sessions.GroupBy(static line => line.Context))
        {
            table.Add([Whole(context.Key), .. context.Select(static line => (TextCell)Mebibytes(line.Session))]);
        }

        table.Show(console);
    }

    private void ShowDevices(Inspection inspection)
    {
        TextTable table = new(
            "devices here, and the context up to which they hold it",
            ["device", Number("MiB"), .. inspection.Devices[0].Fits.Select(static fit => Number(Short(fit.Storage)))]);
        foreach (DeviceLine line in inspection.Devices)
        {
            table.Add([
                line.Device,
                Mebibytes(line.Memory),
                .. line.Fits.Select(static fit => fit.Context == 0 ? new TextCell("no", Color.Red) : new TextCell(Whole(fit.Context), Color.Green)),
            ]);
        }

        table.Show(console);
    }

    private static TextColumn Number(string heading) => new(heading, IsNumber: true);

    /// <summary>A format as a table's head has it: both of 16 bits take the same.</summary>
    private static string Short(string storage) => storage is nameof(WeightStorage.BFloat16) or nameof(WeightStorage.Float16) ? "16 bits" : storage;

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

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Modelwright.Backends;
using Modelwright.IR;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Cli;

/// <summary>Works out an <see cref="Inspection"/>.</summary>
internal static class Inspector
{
    private const int BytesOfStored = 2;

    private static readonly int[] Contexts = [1024, 4096, 32768, 131072, 262144];

    public static Inspection Of(ConfigText config, ModelSpec spec, string backend, CancellationToken cancel)
    {
        Module module = ModelLowering.Lower(spec);
        WeightLine[] weights = [.. Lines(module)];
        ModelClass model = ModelClass.Compile(config, backend, cancel);
        IReadOnlyList<MemoryLine> memory = Memory(model, spec, backend);
        return new Inspection(
            config.Path, spec.ModelType, [.. module.Towers.Select(Table)], weights, Cost(spec, weights), memory, [.. Sessions(model, spec, backend)], Devices(memory), [.. config.Messages]);
    }

    /// <summary>What a decoded token of a config that is a model costs.</summary>
    public static TokenCost Cost(ConfigText config) => Cost(config.Bound.Spec!, [.. Lines(ModelLowering.Lower(config.Bound.Spec!))]);

    private static TowerTable Table(Tower tower) => new(
        tower.Name,
        tower.Width,
        [.. tower.Kinds.Select((kind, index) => new LayerLine(kind.About, tower.LayersOf(index).Count(), Runs([.. tower.LayersOf(index)])))],
        [.. tower.Exits.Select(static exit => exit.Name)]);

    /// <summary>Ascending numbers as runs.</summary>
    internal static string Runs(IReadOnlyList<int> numbers)
    {
        List<string> runs = [];
        for (int i = 0; i < numbers.Count;)
        {
            int end = i;
            while (end + 1 < numbers.Count && numbers[end + 1] == numbers[end] + 1)
            {
                end++;
            }

            runs.Add(string.Create(CultureInfo.InvariantCulture, $"{numbers[i]}{(end > i ? $"-{numbers[end]}" : "")}"));
            i = end + 1;
        }

        return string.Join(", ", runs);
    }

    /// <summary>The weights of all towers; those that see are done before tokens are decoded.</summary>
    private static IEnumerable<WeightLine> Lines(Module module)
    {
        HashSet<string> decoding = [.. WeightTable.Of([module.Text]).Slots.Select(static slot => slot.Name)];
        return WeightTable.Of(module.Towers).Slots.Select(slot => Line(module.Spec, slot, decoding.Contains(slot.Name) ? ReadFraction(module.Spec, slot) : 0));
    }

    private static WeightLine Line(ModelSpec spec, WeightSlot slot, double read)
    {
        long elements = (long)slot.Rows * slot.Columns * slot.Instances.Count;
        return new WeightLine(slot.Name, slot.Rows, slot.Columns, slot.Layers.Count, MemoryEstimate.IsTied(spec, slot) ? 0 : elements, read);
    }

    private static double ReadFraction(ModelSpec spec, WeightSlot slot) => WeightReadings.Of(spec, slot) switch
    {
        WeightReads.OneToken => 1.0 / spec.VocabularySize,
        WeightReads.ChosenExperts => (double)spec.Experts!.PerToken / spec.Experts.Count,
        _ => 1,
    };

    private static TokenCost Cost(ModelSpec spec, WeightLine[] weights)
    {
        double read = weights.Sum(static weight => weight.ReadFraction * weight.Rows * weight.Columns * Math.Max(1, weight.Layers));
        double products = weights.Where(weight => weight.Columns > 1 && weight.Name != ModelWeights.Embedding(spec).Name)
            .Sum(static weight => weight.ReadFraction * weight.Rows * weight.Columns * Math.Max(1, weight.Layers));
        int attending = spec.Layers.Count(static layer => layer.Mixer == MixerKind.FullAttention);
        double states = spec.LinearAttention is { } linear ? (double)linear.ValueHeads * linear.KeyDim * linear.ValueDim : 0;
        return new TokenCost(
            weights.Sum(static weight => weight.Parameters),
            (long)Math.Round(read),
            2 * products,
            spec.Head == Head.CausalLanguageModel ? 2.0 * spec.VocabularySize * spec.HiddenSize : 0,
            4.0 * spec.Attention.Heads * spec.Attention.HeadDim * attending,
            BytesOfStored * read,
            2.0 * BytesOfStored * spec.Attention.KeyValueHeads * spec.Attention.HeadDim * attending,
            2 * sizeof(float) * states * spec.Layers.Count(static layer => layer.Mixer == MixerKind.LinearAttention));
    }

    private static IReadOnlyList<MemoryLine> Memory(ModelClass model, ModelSpec spec, string backend)
    {
        List<MemoryLine> lines = [];
        foreach (int context in ContextsOf(spec))
        {
            foreach (WeightStorage storage in Storages)
            {
                MemoryPlan plan = model.Memory(context, ModelClass.OptionsFor(backend) with { Storage = storage, MaxContext = context });
                lines.Add(new MemoryLine(context, storage.ToString(), new MemoryTable(plan.Weights).Total, plan.Session.Total));
            }
        }

        return lines;
    }

    private static IEnumerable<SessionLine> Sessions(ModelClass model, ModelSpec spec, string backend) =>
        from context in ContextsOf(spec)
        from cache in (CacheStorage[])[CacheStorage.Float32, CacheStorage.Float16, CacheStorage.Int8]
        let options = ModelClass.OptionsFor(backend) with { Storage = WeightStorage.Float16, Cache = cache, MaxContext = context }
        select new SessionLine(context, cache.ToString(), model.Memory(context, options).Session.Total);

    private static IEnumerable<int> ContextsOf(ModelSpec spec) =>
        Contexts.Where(context => context < spec.MaxPositions).Append(Math.Min(spec.MaxPositions, Contexts[^1])).Distinct();

    /// <summary>Formats that weights can be kept in; those of 16 bits are alike.</summary>
    private static IEnumerable<WeightStorage> Storages =>
        Enum.GetValues<WeightStorage>().Where(static storage => storage is not (WeightStorage.Automatic or WeightStorage.AsStored or WeightStorage.Float16));

    /// <summary>The Vulkan devices of this machine, and the processor with the machine's own memory.</summary>
    private static IReadOnlyList<DeviceLine> Devices(IReadOnlyList<MemoryLine> memory)
    {
        IEnumerable<(string Name, long Bytes)> found;
        try
        {
            found = VulkanDevices.Enumerate().Select(static device => (device.Name, device.MemoryBytes));
        }
        catch (VulkanUnavailableException)
        {
            found = [];
        }

        return [.. found.Append(("the processor", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)).Select(device => new DeviceLine(device.Item1, device.Item2, [.. Fits(device.Item2)]))];

        IEnumerable<DeviceFit> Fits(long bytes) => memory
            .GroupBy(static line => line.Storage)
            .Select(lines => new DeviceFit(lines.Key, lines.Where(line => line.Weights + line.Session <= bytes).Select(static line => line.Context).DefaultIfEmpty().Max()));
    }
}

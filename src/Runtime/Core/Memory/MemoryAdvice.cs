using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Which options would make a model fit that does not.</summary>
internal static class MemoryAdvice
{
    private const int LeastContext = 256;

    private static readonly WeightStorage[] Smaller = [WeightStorage.Int8, WeightStorage.Int4];

    /// <summary>Options that fit, those that change least first: another storage, an int8 cache, a shorter context; all of these together. Empty where none do.</summary>
    /// <param name="available">Bytes there are.</param>
    /// <param name="options">What did not fit.</param>
    /// <param name="context">Columns of a sequence that it was to have.</param>
    /// <param name="needed">Bytes needed with a storage, a cache and a context.</param>
    public static IReadOnlyList<string> Fitting(long available, LoadOptions options, int context, Func<WeightStorage, CacheStorage, int, long> needed)
    {
        long asked = needed(options.Storage, options.Cache, context);
        WeightStorage[] smaller = [.. Smaller.Where(storage => storage != options.Storage && needed(storage, options.Cache, context) < asked)];
        CacheStorage? cache = needed(options.Storage, CacheStorage.Int8, context) < asked ? CacheStorage.Int8 : null;
        Choice[] alone = [.. smaller.Select(static storage => new Choice(storage, null, null)), .. cache is null ? [] : (Choice[])[new Choice(null, cache, null)]];
        List<Choice> fitting = [.. alone.Where(choice => Bytes(choice) <= available)];
        Choice[] together = fitting.Count > 0 ? [] : [.. smaller.Select(storage => new Choice(storage, cache, null))];
        fitting.AddRange(together.Where(choice => Bytes(choice) <= available).Take(1));
        fitting.AddRange(((Choice[])[new Choice(null, null, null), .. fitting.Count > 0 ? [] : together]).Select(Shorter).OfType<Choice>().Take(1));
        return [.. fitting.Select(choice => choice.ToString(Bytes(choice)))];

        long Bytes(Choice choice) => needed(choice.Storage ?? options.Storage, choice.Cache ?? options.Cache, choice.Context ?? context);

        Choice? Shorter(Choice choice) => Halves(context).Select(columns => choice with { Context = columns }).FirstOrDefault(shorter => Bytes(shorter) <= available);
    }

    /// <summary>A session that fits: fewer columns. Empty where none does.</summary>
    /// <param name="available">Bytes there are.</param>
    /// <param name="capacity">Columns that it was to have.</param>
    /// <param name="needed">Bytes that a session of so many columns needs.</param>
    public static IReadOnlyList<string> Session(long available, int capacity, Func<int, long> needed) =>
        [.. Halves(capacity).Where(columns => needed(columns) <= available).Take(1).Select(columns => FormattableString.Invariant($"Capacity = {columns} ({needed(columns) / 1048576.0:F1} MiB)"))];

    /// <summary>Half, a quarter … of the columns.</summary>
    private static IEnumerable<int> Halves(int context)
    {
        for (int columns = context / 2; columns >= LeastContext; columns /= 2)
        {
            yield return columns;
        }
    }

    /// <summary>What would be changed; null: nothing.</summary>
    private sealed record Choice(WeightStorage? Storage, CacheStorage? Cache, int? Context)
    {
        public string ToString(long bytes)
        {
            string?[] options =
            [
                Storage is null ? null : $"Storage = {Storage}", Cache is null ? null : $"Cache = {Cache}",
                Context is null ? null : FormattableString.Invariant($"MaxContext = {Context}"),
            ];
            return FormattableString.Invariant($"{string.Join(", ", options.OfType<string>())} ({bytes / 1048576.0:F1} MiB)");
        }
    }
}

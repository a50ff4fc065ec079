using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Which options would make a model fit that does not.</summary>
internal static class MemoryAdvice
{
    private const int LeastContext = 256;

    private static readonly WeightStorage[] Smaller = [WeightStorage.Int8, WeightStorage.Int4];

    /// <summary>Options that fit, those that change least first: another storage, a shorter context, both. Empty where none do.</summary>
    /// <param name="available">Bytes there are.</param>
    /// <param name="options">What did not fit.</param>
    /// <param name="context">Columns of a sequence that it was to have.</param>
    /// <param name="needed">Bytes needed with a storage and a context.</param>
    public static IReadOnlyList<string> Fitting(long available, LoadOptions options, int context, Func<WeightStorage, int, long> needed)
    {
        long asked = needed(options.Storage, context);
        WeightStorage[] smaller = [.. Smaller.Where(storage => storage != options.Storage && needed(storage, context) < asked)];
        List<string> fitting = [.. smaller.Where(storage => needed(storage, context) <= available).Select(storage => Described(storage, context: null, needed(storage, context)))];
        foreach (WeightStorage storage in fitting.Count == 0 ? [options.Storage, .. smaller] : (WeightStorage[])[options.Storage])
        {
            if (Shorter(available, context, length => needed(storage, length)) is int columns)
            {
                fitting.Add(Described(storage == options.Storage ? null : storage, columns, needed(storage, columns)));
                break;
            }
        }

        return fitting;
    }

    /// <summary>A session that fits: fewer columns. Empty where none does.</summary>
    /// <param name="available">Bytes there are.</param>
    /// <param name="capacity">Columns that it was to have.</param>
    /// <param name="needed">Bytes that a session of so many columns needs.</param>
    public static IReadOnlyList<string> Session(long available, int capacity, Func<int, long> needed) => Shorter(available, capacity, needed) is int columns
        ? [FormattableString.Invariant($"Capacity = {columns} ({needed(columns) / 1048576.0:F1} MiB)")]
        : [];

    /// <summary>The longest context of half, a quarter … of the columns that fits.</summary>
    private static int? Shorter(long available, int context, Func<int, long> needed)
    {
        for (int columns = context / 2; columns >= LeastContext; columns /= 2)
        {
            if (needed(columns) <= available)
            {
                return columns;
            }
        }

        return null;
    }

    private static string Described(WeightStorage? storage, int? context, long bytes)
    {
        string[] options = [.. ((string?[])[storage is null ? null : $"Storage = {storage}", context is null ? null : FormattableString.Invariant($"MaxContext = {context}")]).OfType<string>()];
        return FormattableString.Invariant($"{string.Join(", ", options)} ({bytes / 1048576.0:F1} MiB)");
    }
}

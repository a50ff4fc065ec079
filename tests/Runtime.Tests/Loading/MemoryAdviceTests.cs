using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Tests;

/// <summary>What is suggested where a model does not fit.</summary>
public class MemoryAdviceTests
{
    /// <summary>Weights of 1600, 850 or 450 MiB, and half a MiB for each column, or a quarter.</summary>
    [Theory]
    [InlineData(WeightStorage.AsStored, 4096, 3000, "Storage = Int8 (2898.0 MiB)|Storage = Int4 (2498.0 MiB)|Cache = Int8 (2624.0 MiB)|MaxContext = 2048 (2624.0 MiB)")]
    [InlineData(WeightStorage.AsStored, 4096, 2600, "Storage = Int4 (2498.0 MiB)|MaxContext = 1024 (2112.0 MiB)")]
    [InlineData(WeightStorage.AsStored, 4096, 1000, "Storage = Int8, Cache = Int8, MaxContext = 512 (978.0 MiB)")]
    [InlineData(WeightStorage.AsStored, 4096, 1500, "Storage = Int4, Cache = Int8 (1474.0 MiB)")]
    [InlineData(WeightStorage.Int4, 4096, 1000, "MaxContext = 1024 (962.0 MiB)")]
    [InlineData(WeightStorage.Int4, 4096, 400, "")]
    public void Options_that_fit_are_named_with_what_they_need(WeightStorage storage, int context, int available, string wanted)
    {
        IReadOnlyList<string> found = MemoryAdvice.Fitting((long)available << 20, new LoadOptions { Storage = storage }, context, Needed);
        Assert.Equal(wanted, string.Join('|', found));
        Assert.Equal(found, new OutOfDeviceMemoryException("card", 2, 1, MemoryTable.Empty, suggestions: found).Suggestions);
    }

    [Fact]
    public void They_are_part_of_the_message() => Assert.Contains(
        "What would fit: Storage = Int4 (1.0 MiB).", new OutOfDeviceMemoryException("card", 2, 1, MemoryTable.Empty, suggestions: ["Storage = Int4 (1.0 MiB)"]).Message, StringComparison.Ordinal);

    private static long Needed(WeightStorage storage, CacheStorage cache, int context) => ((storage switch
    {
        WeightStorage.Int4 => 450L,
        WeightStorage.Int8 => 850L,
        _ => 1600L,
    }) << 20) + ((long)context << (cache == CacheStorage.Int8 ? 18 : 19));
}

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
    [InlineData(WeightStorage.AsStored, 4096, 1474, "Storage = Int4, Cache = Int8 (1474.0 MiB)")]
    [InlineData(WeightStorage.Int4, 4096, 1000, "MaxContext = 1024 (962.0 MiB)")]
    [InlineData(WeightStorage.Int4, 4096, 400, "")]
    public void Options_that_fit_are_named_with_what_they_need(WeightStorage storage, int context, int available, string wanted)
    {
        IReadOnlyList<string> found = MemoryAdvice.Fitting((long)available << 20, new LoadOptions { Storage = storage }, context, Needed);
        Assert.Equal(wanted, string.Join('|', found));
        Assert.Equal(found, new OutOfDeviceMemoryException("card", 2, 1, MemoryTable.Empty, suggestions: found).Suggestions);
    }

    /// <summary>Exactly what there is, and a byte less.</summary>
    [Theory]
    [InlineData(0, "Storage = Int4 (2498.0 MiB)|MaxContext = 1024 (2112.0 MiB)")]
    [InlineData(-1, "Storage = Int8, Cache = Int8 (1874.0 MiB)|MaxContext = 1024 (2112.0 MiB)")]
    public void What_fits_to_the_byte_fits(int more, string wanted) =>
        Assert.Equal(wanted, string.Join('|', MemoryAdvice.Fitting((2498L << 20) + more, new LoadOptions(), 4096, Needed)));

    /// <summary>Half of 511 is too short to be of use; half of 512 is not.</summary>
    [Theory]
    [InlineData(511, "")]
    [InlineData(512, "MaxContext = 256 (578.0 MiB)")]
    public void A_context_of_less_than_256_is_not_named(int context, string wanted) =>
        Assert.Equal(wanted, string.Join('|', MemoryAdvice.Fitting(578L << 20, new LoadOptions { Storage = WeightStorage.Int4, Cache = CacheStorage.Float32 }, context, static (_, _, columns) => (450L << 20) + ((long)columns << 19))));

    /// <summary>A storage or cache that saves nothing is not named, nor is the one that was asked for.</summary>
    [Fact]
    public void What_saves_nothing_is_not_named()
    {
        Assert.Empty(MemoryAdvice.Fitting(100, new LoadOptions { Storage = WeightStorage.Int8, Cache = CacheStorage.Int8 }, 256, static (_, _, _) => 100));
        Assert.Equal(["Storage = Int4 (0.0 MiB)"], MemoryAdvice.Fitting(100, new LoadOptions { Storage = WeightStorage.Int8 }, 256, static (storage, _, _) => storage == WeightStorage.Int4 ? 99 : 101));
    }

    [Fact]
    public void A_session_that_fits_is_the_longest_of_halves()
    {
        Assert.Equal(["Capacity = 1024 (1.0 MiB)"], MemoryAdvice.Session(1 << 20, 4096, static columns => columns * 1024L));
        Assert.Equal(["Capacity = 512 (0.5 MiB)"], MemoryAdvice.Session((1 << 20) - 1, 4096, static columns => columns * 1024L));
        Assert.Equal(["Capacity = 256 (0.2 MiB)"], MemoryAdvice.Session(256 * 1024, 4096, static columns => columns * 1024L));
        Assert.Empty(MemoryAdvice.Session((256 * 1024) - 1, 4096, static columns => columns * 1024L));
    }

    [Fact]
    public void They_are_part_of_the_message() => Assert.Contains(
        "What would fit: Storage = Int4 (1.0 MiB).", new OutOfDeviceMemoryException("card", 2, 1, MemoryTable.Empty, suggestions: ["Storage = Int4 (1.0 MiB)"]).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_any_the_message_ends_with_the_table()
    {
        foreach (OutOfDeviceMemoryException e in (OutOfDeviceMemoryException[])[new("card", 2, 1, MemoryTable.Empty), new("card", 2, 1, MemoryTable.Empty, suggestions: [])])
        {
            Assert.Empty(e.Suggestions);
            Assert.Equal($"The device 'card' has 1 bytes of memory left; wanted 2.\n{MemoryTable.Empty.ToTable()}", e.Message);
        }
    }

    [Fact]
    public void A_device_or_a_batch_that_there_is_not()
    {
        Assert.Equal("No device fits: wanted a card; found none.", new DeviceNotFoundException("a card", []).Message);
        Assert.Equal("No device fits: wanted a card; found a, b.", new DeviceNotFoundException("a card", ["a", "b"]).Message);
        Assert.Equal("3 sequences were asked of 'M'; its project allows at most 2 ('MaxBatch' of the ModelConfig item).", new ProjectLimitException("M", "MaxBatch", 3, 2).Message);
    }

    private static long Needed(WeightStorage storage, CacheStorage cache, int context) => ((storage switch
    {
        WeightStorage.Int4 => 450L,
        WeightStorage.Int8 => 850L,
        _ => 1600L,
    }) << 20) + ((long)context << (cache == CacheStorage.Int8 ? 18 : 19));
}

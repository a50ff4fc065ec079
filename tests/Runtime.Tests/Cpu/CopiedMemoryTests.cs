using System;
using System.Collections.Generic;
using Modelwright.Runtime.Cpu;
using Xunit;

namespace Modelwright.Runtime.Tests;

public sealed unsafe class CopiedMemoryTests
{
    [Fact]
    public void What_was_expected_lies_together_each_from_a_line_on()
    {
        using CopiedMemory memory = new(expected: 64 + 128 + 64);
        byte* first = memory.Take(1);
        byte* second = memory.Take(100);
        byte* third = memory.Take(64);
        Assert.Equal(0, (nint)first % CacheLines.Bytes);
        Assert.Equal(64, second - first);
        Assert.Equal(128, third - second);
    }

    [Theory]
    [InlineData(0L, 1 << 30)]
    [InlineData(100L, 1 << 30)]
    [InlineData(1L << 20, 4096)]
    [InlineData(1L << 20, 1)]
    public void Nothing_shares_its_bytes_with_another_whatever_was_expected(long expected, long mostOfPiece)
    {
        using CopiedMemory memory = new(expected, mostOfPiece);
        List<(nint Data, int Bytes)> all = [];
        Random random = new(5);
        for (int i = 0; i < 200; i++)
        {
            int bytes = random.Next(1, random.Next(4) == 0 ? 9000 : 300);
            byte* data = memory.Take(bytes);
            new Span<byte>(data, bytes).Fill((byte)i);
            all.Add(((nint)data, bytes));
        }

        for (int i = 0; i < all.Count; i++)
        {
            Assert.Equal(-1, new Span<byte>((void*)all[i].Data, all[i].Bytes).IndexOfAnyExcept((byte)i));
        }
    }

    [Fact]
    public void What_does_not_fit_into_a_piece_has_its_own_and_the_piece_goes_on()
    {
        using CopiedMemory memory = new(expected: 1 << 20, mostOfPiece: 1024);
        byte* first = memory.Take(64);
        memory.Take(5000);
        Assert.Equal(64, memory.Take(64) - first);
    }
}

using System;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime.Tests;

public sealed class MemoryTableTests
{
    private static readonly MemoryTable Table = new([new("weights", 3L << 30), new("keys and values", 1536)]);

    [Fact]
    public void The_table_adds_up() =>
        Assert.Equal(
            """
            weights          3221225472 bytes      3072.0 MiB
            keys and values        1536 bytes         0.0 MiB
            total            3221227008 bytes      3072.0 MiB

            """,
            Table.ToTable());

    [Fact]
    public void The_table_is_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string text = Table.ToTable();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(text, Table.ToTable());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_plan_has_its_parts_one_after_the_other()
    {
        MemoryPlan plan = new([new("weights", 1)], [new("keys", 2)], [new("scratch", 4)], [new("logits", 8)]);

        Assert.Equal(["weights", "keys", "scratch", "logits"], plan.Table.Uses.Select(static use => use.Purpose));
        Assert.Equal(["keys", "scratch", "logits"], plan.Session.Uses.Select(static use => use.Purpose));
        Assert.Equal((15L, 14L), (plan.Total, plan.Session.Total));
        Assert.Equal(plan.Table.ToTable(), plan.ToTable());
        Assert.Equal(Table.ToTable(), Table.ToString());
        Assert.Equal("total  0 bytes         0.0 MiB\n", MemoryTable.Empty.ToTable());
        Assert.Equal("x      524288 bytes         0.5 MiB\ntotal  524288 bytes         0.5 MiB\n", new MemoryTable([new("x", 1 << 19)]).ToTable());
    }

    [Fact]
    public void Too_little_memory_says_what_it_was_for()
    {
        OutOfDeviceMemoryException e = new("llvmpipe", needed: 3221227008, available: 2147483648, Table);

        Assert.StartsWith("The device 'llvmpipe' has 2147483648 bytes of memory left; wanted 3221227008.\n", e.Message, StringComparison.Ordinal);
        Assert.Contains("keys and values", e.Message, StringComparison.Ordinal);
    }
}

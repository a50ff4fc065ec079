using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Mutation;
using Modelwright.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>The breaks that <c>./build.sh mutate kernels</c> tries are found in the sources, and in the texts that come of them.</summary>
public sealed class KernelBreakTests
{
    private static readonly IReadOnlyList<TemplateLine> Lines = TemplateLine.ReadAll(Repository.Root);

    [Fact]
    public void Every_way_breaks_something()
    {
        Assert.NotEmpty(Lines);
        Assert.All(Way.All, static way => Assert.True(Lines.Any(line => way.Break(line).Any()), way.Name));
    }

    [Theory]
    [InlineData("a border moved", "if (row < ROWS) { y[row] = sum; }", "if (row <= ROWS) { y[row] = sum; }")]
    [InlineData("a guard left out", "if (row >= step.rows) { return; }", "")]
    [InlineData("not rounded up", "uint blocks = (INPUTS + 7u) / 8u;", "uint blocks = (INPUTS) / 8u;")]
    [InlineData("one forgotten", "uint last = count - 1u;", "uint last = count;")]
    [InlineData("a barrier left out", "memoryBarrierShared();", "")]
    [InlineData("an epsilon left out", "float scale = inversesqrt(sum + EPSILON);", "float scale = inversesqrt(sum);")]
    [InlineData("a store left out", "state[at] = value;", "")]
    [InlineData("a sum begun anew", "sum += x;", "sum = x;")]
    [InlineData("least for most", "float peak = max(a, b);", "float peak = min(a, b);")]
    [InlineData("another reduction", "float peak = subgroupMax(a);", "float peak = subgroupAdd(a);")]
    [InlineData("a wrong sign", "float d = value - mean;", "float d = value + mean;")]
    [InlineData("a factor forgotten", "float d = dot(q, k) * SCALE;", "float d = dot(q, k);")]
    [InlineData("either for both", "if (a && b)", "if (a || b)")]
    public void A_way_changes_a_line_so(string name, string code, string broken)
    {
        Way way = Way.All.Single(way => way.Name == name);

        Assert.Contains(broken, way.Break(new TemplateLine("a.cs", 1, code)).Select(static change => change.Broken));
    }

    [Fact]
    public void A_line_is_found_whatever_was_written_into_its_holes()
    {
        const char Hole = TemplateLine.Holes;
        TemplateLine line = new("a.cs", 1, $"uint n = {Hole}u + {(char)(Hole + 1)} * SIZE;");
        KernelBreak change = Way.All.Single(static way => way.Name == "a factor forgotten").Break(line).Single();

        Assert.Equal("\n    uint n = 12u + (a * b);  // why\n", change.Apply("\n    uint n = 12u + (a * b) * SIZE;  // why\n"));
        Assert.Equal("uint m = 12u + 3 * SIZE;", change.Apply("uint m = 12u + 3 * SIZE;"));
        Assert.Equal("uint n = {0}u + {1} * SIZE;", TemplateLine.Readable(line.Code));
    }
}

using System;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Conformance.Tests;

/// <summary>The last layer computes what is wanted of it and leaves out the rest, which changes neither what comes out nor what comes after.</summary>
public sealed class WantedRowsTests
{
    private const int Columns = 120; // several units of attention
    private const int Batch = 2;

    private static readonly int[] Tokens = [.. Enumerable.Range(0, Batch * Columns).Select(static i => ((i * 7) + 5) % 101)];

    [Theory]
    [InlineData("qwen3_dense", 128)]
    [InlineData("qwen3_moe_mixed", 8)]
    [InlineData("qwen3_moe_sliding", 128)]
    [InlineData("qwen3_next", 128)]
    [InlineData("qwen3_next", 8)]
    public void Outputs_of_some_columns_are_those_of_all(string name, int chunk)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using CpuModel model = (CpuModel)CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { MaxContext = 128, PrefillChunk = chunk });
        TowerInfo tower = TowerOf(model);
        (float[][] all, float[] next) = Run(model, [(tower.Exits[0].Width, false, OutputRows.All), (tower.Width, true, OutputRows.All)]);
        OutputRows some = OutputRows.Of(new[] { 70, 1, 119, 9, 9, 4 });
        OutputRows few = OutputRows.Of(new[] { 20, 110 });

        foreach ((bool OfStream, OutputRows Rows)[] wanted in ((bool, OutputRows)[][])[[(false, OutputRows.Last)], [(false, some)], [(true, few), (false, OutputRows.Last)], [(true, some), (false, few)], [(false, OutputRows.None)], []])
        {
            (float[][] results, float[] after) = Run(model, [.. wanted.Select(of => (of.OfStream ? tower.Width : tower.Exits[0].Width, of.OfStream, of.Rows))]);
            for (int i = 0; i < wanted.Length; i++)
            {
                Compare(Chosen(all[wanted[i].OfStream ? 1 : 0], wanted[i].Rows), results[i]);
            }

            Compare(next, after);
        }
    }

    private static TowerInfo TowerOf(CpuModel model)
    {
        using IModelSession session = model.CreateSession(new SessionOptions());
        return session.Tower;
    }

    /// <summary>What a prompt gives, and the logits of a token behind it.</summary>
    private static (float[][] Results, float[] Next) Run(CpuModel model, (int Width, bool OfStream, OutputRows Rows)[] wanted)
    {
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = Batch });
        session.Reset([0, 3]);
        float[][] results = [.. wanted.Select(static of => new float[of.Rows.Count(Batch, Columns) * of.Width])];
        session.Forward(
            new ModelInput(Tokens),
            [.. wanted.Select((of, i) => of.OfStream ? ModelOutput.OfStream(session.Tower.LayerCount, results[i], of.Rows) : ModelOutput.OfExit(0, results[i], of.Rows))]);
        float[] next = new float[Batch * model.Info.VocabularySize];
        session.Forward(new int[] { 3, 4 }, next);
        return (results, next);
    }

    private static float[] Chosen(float[] all, OutputRows rows)
    {
        int width = all.Length / Batch / Columns;
        int[] chosen = rows == OutputRows.None ? [] : rows == OutputRows.Last ? [Columns - 1, Columns - 1] : rows.Columns.ToArray();
        return [.. chosen.SelectMany((column, i) => all.Skip(((i / (chosen.Length / Batch) * Columns) + column) * width).Take(width))];
    }

    private static void Compare(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1, Comparison.Largest(expected));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 2e-5 * scale);
        }
    }
}

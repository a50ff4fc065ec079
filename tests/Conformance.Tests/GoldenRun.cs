using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>Inputs of one run, [batch][column], and the tokens that <c>generate()</c> continues with, if it was run.</summary>
internal sealed record GoldenRun(string Name, int[][] Tokens, int[][] Mask, int[][]? Greedy)
{
    /// <summary>Grids of the pictures in it.</summary>
    public IReadOnlyList<PatchGrid> Images { get; private init; } = [];

    /// <summary>Grids of the clips in it.</summary>
    public IReadOnlyList<PatchGrid> Videos { get; private init; } = [];

    /// <summary>Hugging Face's positions, [axis][batch][column], of a run with media.</summary>
    public int[][][] Positions { get; private init; } = [];

    /// <summary>Hugging Face's <c>rope_deltas</c>, one a sequence, of a run with media.</summary>
    public int[] Deltas { get; private init; } = [];

    /// <summary>Columns at which a second turn may begin.</summary>
    public int[] Turns { get; private init; } = [];

    /// <summary>Whether there are pictures or clips in it.</summary>
    public bool Sees => Images.Count + Videos.Count > 0;

    public int Batch => Tokens.Length;

    public int Columns => Tokens[0].Length;

    /// <summary>All tokens, row after row.</summary>
    public int[] Flat => [.. Tokens.SelectMany(static row => row)];

    /// <summary>Padding columns in front of each sequence.</summary>
    public int[] LeftPadding => [.. Mask.Select(static row => row.TakeWhile(static m => m == 0).Count())];

    public static GoldenRun Read(JsonElement run)
    {
        int[][] tokens = Rows(run.GetProperty("input_ids"));
        int[][] mask = run.TryGetProperty("attention_mask", out JsonElement given)
            ? Rows(given)
            : [.. tokens.Select(static row => row.Select(static _ => 1).ToArray())];
        int[][]? greedy = run.TryGetProperty("greedy", out JsonElement continued) ? Rows(continued) : null;
        return new GoldenRun(run.GetProperty("name").GetString()!, tokens, mask, greedy)
        {
            Images = Grids(run, "image_grid_thw"),
            Videos = Grids(run, "video_grid_thw"),
            Positions = run.TryGetProperty("position_ids", out JsonElement positions) ? [.. positions.EnumerateArray().Select(Rows)] : [],
            Deltas = run.TryGetProperty("rope_deltas", out JsonElement deltas) ? [.. Rows(deltas).Select(static row => row[0])] : [],
            Turns = run.TryGetProperty("turns", out JsonElement turns) ? [.. turns.EnumerateArray().Select(static turn => turn.GetInt32())] : [],
        };
    }

    private static PatchGrid[] Grids(JsonElement run, string name) =>
        run.TryGetProperty(name, out JsonElement grids) ? [.. Rows(grids).Select(static grid => new PatchGrid(grid[0], grid[1], grid[2]))] : [];

    private static int[][] Rows(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(static row => row.EnumerateArray().Select(static cell => cell.GetInt32()).ToArray())];
}

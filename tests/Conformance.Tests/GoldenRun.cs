using System.Linq;
using System.Text.Json;

namespace Modelwright.Conformance.Tests;

/// <summary>Inputs of one run, [batch][column], and the tokens that <c>generate()</c> continues with, if it was run; whether there are pictures or clips among them.</summary>
internal sealed record GoldenRun(string Name, int[][] Tokens, int[][] Mask, int[][]? Greedy, bool Sees = false)
{
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
        return new GoldenRun(run.GetProperty("name").GetString()!, tokens, mask, greedy, run.TryGetProperty("image_grid_thw", out _) || run.TryGetProperty("video_grid_thw", out _));
    }

    private static int[][] Rows(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(static row => row.EnumerateArray().Select(static cell => cell.GetInt32()).ToArray())];
}

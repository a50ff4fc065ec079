using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;
using Modelwright.Tests;

namespace Modelwright.Media.Tests;

/// <summary>MRoPE's positions against Hugging Face's, in whole and in several turns (Data/positions.json holds the inputs and results of the golden cases).</summary>
public class MultimodalPositionsTests
{
    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Media.Tests", "Data", "positions.json"))).RootElement;

    private static readonly VisionTokens Tokens = new(Image: 5, Video: 6, Start: 7, End: 8);

    public static TheoryData<string> Cases => [.. Golden.EnumerateArray().Select(static c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_are_Hugging_Faces(string name)
    {
        JsonElement golden = Golden.EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        Queue<PatchGrid> images = new(Grids(golden, "image_grid_thw"));
        Queue<PatchGrid> frames = MultimodalPositions.FramesOf(Grids(golden, "video_grid_thw"));
        for (int row = 0; row < golden.GetProperty("input_ids").GetArrayLength(); row++)
        {
            CompareRow(golden, row, images, frames);
        }

        Assert.Empty(images);
        Assert.Empty(frames);
    }

    /// <summary>transformers' own test vectors (test_modeling_qwen3_vl.py), unmerged patches.</summary>
    [Fact]
    public void Transformers_own_vectors()
    {
        int[] sequence = [1, .. Enumerable.Repeat(5, 12), 1];
        (int[] time, int[] height, int[] width) = (new int[14], new int[14], new int[14]);

        new MultimodalPositions(Tokens, mergeSize: 1).Append(sequence, new Queue<PatchGrid>([new PatchGrid(1, 4, 3)]), [], time, height, width);

        Assert.Equal((int[])[0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5], time);
        Assert.Equal((int[])[0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5], height);
        Assert.Equal((int[])[0, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 5], width);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    public void Features_that_are_not_as_many_as_the_grid_says_are_refused(int features)
    {
        MultimodalPositions positions = new(Tokens, mergeSize: 1);
        int[] rows = new int[20];

        PlaceholderMismatchException e = Assert.Throws<PlaceholderMismatchException>(
            () => positions.Append([.. Enumerable.Repeat(5, features)], new Queue<PatchGrid>([new PatchGrid(1, 4, 3)]), [], rows, rows, rows));

        Assert.Equal((features, 12), (e.Placeholders, e.Media));
    }

    /// <summary>What a picture ends with is the end; the next text would stand behind its longer side.</summary>
    [Fact]
    public void A_sequence_may_end_with_a_picture()
    {
        TokenPositions positions = TokenPositions.Of(Tokens, mergeSize: 1, [1, 5, 5, 5, 5, 5, 5], [new PatchGrid(1, 3, 2)], []);

        Assert.Equal([0, 1, 1, 1, 1, 1, 1], positions.Time);
        Assert.Equal([0, 1, 1, 2, 2, 3, 3], positions.Height);
        Assert.Equal([0, 1, 2, 1, 2, 1, 2], positions.Width);
        Assert.Equal(-3, positions.RopeDelta);
    }

    /// <summary>transformers counts a grid's frames in time: <c>t_index</c>.</summary>
    [Fact]
    public void Frames_of_one_grid_follow_each_other_in_time()
    {
        TokenPositions positions = TokenPositions.Of(Tokens, mergeSize: 2, [5, 5, 5, 5, 9], [new PatchGrid(2, 4, 2)], []);

        Assert.Equal([0, 0, 1, 1, 2], positions.Time);
        Assert.Equal([0, 1, 0, 1, 2], positions.Height);
        Assert.Equal([0, 0, 0, 0, 2], positions.Width);
        Assert.Equal(-2, positions.RopeDelta);
    }

    [Fact]
    public void Features_without_a_place_are_counted()
    {
        PatchGrid picture = new(1, 2, 4), clip = new(3, 2, 2);
        PlaceholderMismatchException e = Assert.Throws<PlaceholderMismatchException>(() => TokenPositions.Of(Tokens, mergeSize: 2, [1], [picture, picture], [clip]));

        Assert.Equal((0, 7), (e.Placeholders, e.Media));
        Assert.Equal(3, Assert.Throws<PlaceholderMismatchException>(() => TokenPositions.Of(Tokens, mergeSize: 2, [1], [], [clip])).Media);
    }

    private static void CompareRow(JsonElement golden, int row, Queue<PatchGrid> images, Queue<PatchGrid> frames)
    {
        JsonElement named = golden.GetProperty("tokens");
        VisionTokens tokens = new(
            named.GetProperty("image_token_id").GetInt32(), named.GetProperty("video_token_id").GetInt32(),
            named.GetProperty("vision_start_token_id").GetInt32(), named.GetProperty("vision_end_token_id").GetInt32());
        int[] mask = Numbers(golden.GetProperty("attention_mask")[row]);
        int[] sequence = [.. Numbers(golden.GetProperty("input_ids")[row]).Where((_, i) => mask[i] == 1)];
        int[] turns = [0, .. Numbers(golden.GetProperty("turns")), sequence.Length];
        MultimodalPositions positions = new(tokens, golden.GetProperty("merge").GetInt32());
        int[][] ours = [new int[sequence.Length], new int[sequence.Length], new int[sequence.Length]];
        for (int turn = 0; turn + 1 < turns.Length; turn++)
        {
            Range part = turns[turn]..turns[turn + 1];
            positions.Append(sequence.AsSpan(part), images, frames, ours[0].AsSpan(part), ours[1].AsSpan(part), ours[2].AsSpan(part));
        }

        for (int axis = 0; axis < 3; axis++)
        {
            Assert.Equal(Numbers(golden.GetProperty("position_ids")[axis][row]).Where((_, i) => mask[i] == 1), ours[axis]);
        }

        Assert.Equal(golden.GetProperty("rope_deltas")[row][0].GetInt32(), positions.Delta);
    }

    private static IEnumerable<PatchGrid> Grids(JsonElement golden, string key) =>
        golden.GetProperty(key).EnumerateArray().Select(Numbers).Select(static g => new PatchGrid(g[0], g[1], g[2]));

    private static int[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(static n => n.GetInt32())];
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <summary>Pictures and clips of a sequence: their places, their features, their positions, and which part of a prompt is what was computed already.</summary>
public sealed class SequenceMediaTests
{
    private const int I = 90;
    private const int V = 91;
    private const int Width = 2;

    private static readonly VisionTokens Tokens = new(Image: I, Video: V, Start: 92, End: 93);
    private static readonly VisionTowerInfo Tower = new(Layers: 1, HeadDim: 4, PatchLength: 8, PatchSize: 2, MergeSize: 2, PositionSide: 4, Width, DeepStackLayers: [0, 2]);

    /// <summary>1 2 I I I 3 V V 4 V V 5: a picture of one row of three, a clip of two frames of two with its time between them.</summary>
    private static readonly int[] Sequence = [1, 2, I, I, I, 3, V, V, 4, V, V, 5];

    [Fact]
    public void Media_lie_where_their_placeholders_do()
    {
        (VisionFeatures picture, VisionFeatures clip) = (Features(new PatchGrid(1, 2, 6), 10), Features(new PatchGrid(2, 2, 4), 40, 0.5, 1.5));
        SequencePrompt prompt = new(Sequence) { Images = [picture], Videos = [clip] };

        Assert.True(prompt.HasMedia);
        Assert.Equal([(2, 4, picture), (6, 10, clip)], prompt.Places(Tokens));
        Assert.Empty(new SequencePrompt(Sequence).Places(Tokens));
        Assert.False(new SequencePrompt([1]).HasMedia);
        Assert.True(new SequencePrompt([V]) { Videos = [clip] }.HasMedia);
    }

    [Fact]
    public void Two_pictures_side_by_side_are_two()
    {
        (VisionFeatures one, VisionFeatures two) = (Features(new PatchGrid(1, 2, 2), 10), Features(new PatchGrid(1, 2, 4), 20));

        Assert.Equal([(0, 0, one), (1, 2, two)], new SequencePrompt([I, I, I]) { Images = [one, two] }.Places(Tokens));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(2, 0, 0)]
    [InlineData(4, 0, 0)]
    [InlineData(5, 1, 0)]
    [InlineData(10, 1, 0)]
    [InlineData(11, 1, 1)]
    [InlineData(12, 1, 1)]
    public void A_prompt_is_split_with_the_media_that_are_whole(int length, int images, int videos)
    {
        SequencePrompt prompt = new(Sequence) { Images = [Features(new PatchGrid(1, 2, 6), 10)], Videos = [Features(new PatchGrid(2, 2, 4), 40, 0.5, 1.5)] };

        (SequencePrompt before, SequencePrompt behind) = prompt.Split(length, Tokens);

        Assert.Equal(Sequence[..length], before.Tokens);
        Assert.Equal(Sequence[length..], behind.Tokens);
        Assert.Equal((images, videos), (before.Images.Count, before.Videos.Count));
        Assert.Equal((1 - images, 1 - videos), (behind.Images.Count, behind.Videos.Count));
        Assert.Empty(prompt.Split(length, null).Before.Images);
    }

    /// <summary>Rows of features in the sequence's order, positions of three axes, and what is fed of any columns of a batch with padding.</summary>
    [Fact]
    public void Columns_have_positions_and_features()
    {
        SequenceMedia seeing = new(Tokens, Tower), reading = new(Tokens, Tower);
        seeing.Append(new SequencePrompt(Sequence) { Images = [Features(new PatchGrid(1, 2, 6), 10)], Videos = [Features(new PatchGrid(2, 2, 4), 40, 0.5, 1.5)] });
        reading.AppendText(3);
        reading.Append(new SequencePrompt([7]));
        int[][] positions =
        [
            [0, 1, 2, 2, 2, 5, 6, 6, 8, 9, 9, 11], // time
            [0, 1, 2, 2, 2, 5, 6, 6, 8, 9, 9, 11], // height
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], // width
        ];

        Assert.Equal((12, 4), (seeing.Count, reading.Count));
        Assert.Equal((0, 0), (seeing.Delta, reading.Delta));
        Assert.Equal((true, false), (seeing.IsUsed, reading.IsUsed));
        Assert.Equal([(2, 0), (3, 1), (4, 2), (6, 0), (7, 1), (9, 2), (10, 3)], seeing.Features.Select(static place => (place.Token, place.Row)));
        for (int axis = 0; axis < 3; axis++)
        {
            Assert.Equal(positions[axis], Enumerable.Range(0, 12).Select(token => seeing.Position(axis, token)));
            Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 4).Select(token => reading.Position(axis, token)));
        }

        int[] padding = [2, 10];
        MediaBatch batch = new([seeing, reading], padding);
        Assert.True(batch.IsUsed);
        Assert.False(new MediaBatch([reading], [0]).IsUsed);
        foreach ((int first, int columns) in ((int, int)[])[(0, 14), (3, 4), (5, 6), (13, 3), (0, 2)])
        {
            MediaColumns fed = batch.Columns(first, columns);
            int[] wanted = [.. from axis in Enumerable.Range(0, 3)
                from sequence in Enumerable.Range(0, 2)
                from column in Enumerable.Range(first, columns)
                let token = column - padding[sequence]
                select token < 0 || token >= (sequence == 0 ? 12 : 4) ? 0 : sequence == 0 ? positions[axis][token] : token];
            (int Token, float Value)[] rows = [.. ((int, float)[])[(2, 10), (3, 11), (4, 12), (6, 40), (7, 41), (9, 42), (10, 43)]];
            (int Column, float Value)[] placed = [.. rows.Select(static row => (Column: row.Token + 2, row.Value)).Where(row => row.Column >= first && row.Column < first + columns)];
            Assert.Equal(wanted, fed.Positions);
            Assert.Equal(placed.Select(row => row.Column - first), fed.FeatureRows);
            Assert.Equal(placed.SelectMany(static row => (float[])[row.Value, -row.Value]), fed.Features);
            Assert.Equal(((float[])[100, 200]).SelectMany(level => placed.SelectMany(row => (float[])[level + row.Value, -level - row.Value])), fed.LayerFeatures);
        }

        // The second row's features are those of the second row.
        MediaColumns other = new MediaBatch([reading, seeing], [0, 0]).Columns(0, 12);
        Assert.Equal([14, 15, 16, 18, 19, 21, 22], other.FeatureRows);
    }

    [Fact]
    public void Text_behind_pictures_counts_on()
    {
        SequenceMedia media = new(Tokens, Tower);
        media.Append(new SequencePrompt([I, I, I, I, 5]) { Images = [Features(new PatchGrid(1, 4, 4), 10)] });
        media.AppendText(2);

        Assert.Equal([0, 0, 1, 1, 2, 3, 4], Enumerable.Range(0, 7).Select(token => media.Position(1, token)));
        Assert.Equal([0, 1, 0, 1, 2, 3, 4], Enumerable.Range(0, 7).Select(token => media.Position(2, token)));
        Assert.Equal((7, -2), (media.Count, media.Delta));
    }

    /// <summary>What two prompts have in common ends before the first picture that is another one, or of which a part alone is common.</summary>
    [Fact]
    public void Equal_placeholders_of_other_media_are_not_in_common()
    {
        VisionFeatures picture = Features(new PatchGrid(1, 2, 6), 10), clip = Features(new PatchGrid(2, 2, 4), 40, 0.5, 1.5), other = Features(new PatchGrid(1, 2, 6), 10);
        SequenceMedia media = new(Tokens, Tower);
        media.Append(new SequencePrompt(Sequence) { Images = [picture], Videos = [clip] });

        Assert.Equal(12, media.Common(new SequencePrompt(Sequence) { Images = [picture], Videos = [clip] }, 12));
        Assert.Equal(11, media.Common(new SequencePrompt(Sequence) { Images = [picture], Videos = [clip] }, 11));
        Assert.Equal(6, media.Common(new SequencePrompt(Sequence) { Images = [picture], Videos = [clip] }, 10)); // the clip's last place is the 11th
        Assert.Equal(5, media.Common(new SequencePrompt(Sequence) { Images = [picture], Videos = [clip] }, 5));
        Assert.Equal(2, media.Common(new SequencePrompt(Sequence) { Images = [picture], Videos = [clip] }, 4));
        Assert.Equal(2, media.Common(new SequencePrompt(Sequence) { Images = [other], Videos = [clip] }, 12));
        Assert.Equal(6, media.Common(new SequencePrompt(Sequence) { Images = [picture], Videos = [other with { Grid = clip.Grid, Timestamps = [1, 2], Values = new float[8] }] }, 12));
        Assert.Equal(2, media.Common(new SequencePrompt(Sequence), 12)); // the new one only spells placeholders
        Assert.Equal(1, media.Common(new SequencePrompt(Sequence) { Images = [picture], Videos = [clip] }, 1));
        SequenceMedia spelled = new(Tokens, Tower);
        spelled.AppendText(12);
        Assert.Equal(2, spelled.Common(new SequencePrompt(Sequence) { Images = [picture], Videos = [clip] }, 12)); // the old one only spelled them
        Assert.Equal(9, spelled.Common(new SequencePrompt([.. Enumerable.Repeat(1, 12)]), 9));
    }

    [Fact]
    public void Features_that_do_not_fit_are_told_in_numbers()
    {
        VisionFeatures good = Features(new PatchGrid(1, 2, 6), 10);

        Assert.Contains("3 features of 1 numbers and 2 levels", Refused(good with { Width = 1, Values = new float[3] }), StringComparison.Ordinal);
        Assert.Contains("3 features of 2 numbers and 1 levels", Refused(good with { DeepStack = [new float[6]] }), StringComparison.Ordinal);
        Assert.Contains("2 features of 2 numbers and 2 levels", Refused(good with { Values = new float[4] }), StringComparison.Ordinal);
        Assert.Contains("3 of 2 and 2", Refused(good with { Values = new float[4] }), StringComparison.Ordinal);
        PlaceholderMismatchException pictures = Assert.Throws<PlaceholderMismatchException>(() => new SequenceMedia(Tokens, Tower).Append(new SequencePrompt([1, I, I]) { Images = [good] }));
        Assert.Contains("features of pictures", pictures.Message, StringComparison.Ordinal);
        PlaceholderMismatchException clips = Assert.Throws<PlaceholderMismatchException>(() => new SequenceMedia(Tokens, Tower).Append(new SequencePrompt([I, I, I, V]) { Images = [good] }));
        Assert.Contains("features of clips", clips.Message, StringComparison.Ordinal);

        static string Refused(VisionFeatures features) => Assert.Throws<VisionInputException>(() => new SequenceMedia(Tokens, Tower).Append(new SequencePrompt([I, I, I]) { Images = [features] })).Message;
    }

    /// <summary>Features of pictures are kept while they fit, those asked for longest ago go first; another grid of the same patches is another picture.</summary>
    [Fact]
    public void Features_are_kept_within_their_bytes()
    {
        Looker model = new();
        const int each = sizeof(float) * 6 * 3; // three rows of two numbers, and two levels of them
        FeatureCache cache = new(model, mostBytes: 2 * each);
        VisionInput a = Input(1), b = Input(2), c = Input(3);

        VisionFeatures first = cache.Get(a, CancellationToken.None);
        Assert.Equal(first.Values, cache.Get(a with { Timestamps = [3, 4] }, CancellationToken.None).Values);
        Assert.Equal([3.0, 4], cache.Get(a with { Timestamps = [3, 4] }, CancellationToken.None).Timestamps);
        cache.Get(b, CancellationToken.None);
        Assert.Equal(2, model.Looks);
        cache.Get(a, CancellationToken.None); // now b was asked for longest ago
        cache.Get(c, CancellationToken.None);
        cache.Get(a, CancellationToken.None);
        Assert.Equal(3, model.Looks);
        cache.Get(b, CancellationToken.None);
        Assert.Equal(4, model.Looks);
        cache.Get(a with { Grid = new PatchGrid(1, 6, 2) }, CancellationToken.None);
        Assert.Equal(5, model.Looks);
        cache.Clear();
        cache.Get(b, CancellationToken.None);
        Assert.Equal(6, model.Looks);

        // One that is too large alone is kept all the same.
        FeatureCache small = new(model, mostBytes: 1);
        small.Get(a, CancellationToken.None);
        small.Get(a, CancellationToken.None);
        Assert.Equal(7, model.Looks);
        small.Get(b, CancellationToken.None);
        small.Get(a, CancellationToken.None);
        Assert.Equal(9, model.Looks);

        static VisionInput Input(float value) => new(new PatchGrid(1, 2, 6), 8, Enumerable.Repeat(value, 96).ToArray(), []);
    }

    /// <summary>Each row its number and that number below 0; levels add 100 and 200.</summary>
    private static VisionFeatures Features(PatchGrid grid, float first, params double[] times)
    {
        int rows = grid.Tokens(2);
        float[] Rows(float offset) => [.. Enumerable.Range(0, rows).SelectMany(row => (float[])[offset + first + row, -offset - first - row])];
        return new VisionFeatures(grid, Width, Rows(0), [Rows(100), Rows(200)]) { Timestamps = times };
    }

    private sealed class Looker : IVisionModel
    {
        public int Looks { get; private set; }

        public ModelInfo Info => throw new NotSupportedException();

        public int MaxContext => 64;

        public ITextTokenizer? Tokenizer => null;

        public VisionTowerInfo Vision => Tower;

        public MediaProcessors Processors => throw new NotSupportedException();

        public IReadOnlyList<VisionFeatures> GetFeatures(IReadOnlyList<VisionInput> inputs, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default)
        {
            Looks += inputs.Count;
            return [.. inputs.Select(static input => Features(input.Grid, input.Patches.Span[0]))];
        }

        IMultimodalSession IVisionModel.CreateSession(SessionOptions options) => throw new NotSupportedException();

        IModelSession ILanguageModel.CreateSession(SessionOptions options) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}

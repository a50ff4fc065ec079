using System;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <summary>Pictures and clips of which there are too many or strange ones, and features that are asked for over and over.</summary>
public sealed class MediaEdgeTests
{
    private static readonly VisionFeatures Picture = SeeingModel.Features(new PatchGrid(1, 2, 4), 10);
    private static readonly VisionFeatures Clip = SeeingModel.Features(new PatchGrid(1, 2, 2), 20, 0.5);

    [Fact]
    public void Media_without_places_are_refused()
    {
        PlaceholderMismatchException picture = Refused<PlaceholderMismatchException>(new SequencePrompt([1]) { Images = [Picture] });
        PlaceholderMismatchException clip = Refused<PlaceholderMismatchException>(new SequencePrompt(['*', '*']) { Images = [Picture], Videos = [Clip] });

        Assert.Equal((0, 2, 0, 1), (picture.Placeholders, picture.Media, clip.Placeholders, clip.Media));
        Assert.Contains("features of pictures", picture.Message, StringComparison.Ordinal);
        Assert.Contains("features of clips", clip.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clips_of_another_tower_are_refused_as_pictures_are() => Assert.Contains(
        "1 features of 1 numbers and 1 levels",
        Refused<VisionInputException>(new SequencePrompt(['*', '*', '+']) { Images = [Picture], Videos = [Clip with { Width = 1, Values = new float[1] }] }).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Clips_side_by_side_come_in_their_order()
    {
        VisionFeatures second = SeeingModel.Features(new PatchGrid(1, 2, 4), 30, 1.5);

        Assert.Equal([(1, 1, Clip), (2, 3, second)], new SequencePrompt([1, '+', '+', '+', 2]) { Videos = [Clip, second] }.Places(SeeingModel.Placeholders));
    }

    /// <summary>Two pictures of 16 bytes fit: neither counts twice, however often it is asked for.</summary>
    [Fact]
    public void A_picture_asked_for_again_takes_no_more_room()
    {
        SeeingModel model = SeeingModel.Writing('x');
        FeatureCache cache = new(model, mostBytes: 32);
        VisionInput[] inputs = [.. ((byte[])[1, 2]).Select(grey => model.Processors.Images.Process(SeeingModel.Grey(4, 4, grey), CancellationToken.None))];

        foreach (int asked in (int[])[0, 1, 1, 1, 0, 0, 1])
        {
            cache.Get(inputs[asked], CancellationToken.None);
        }

        Assert.Equal(2, model.Looks);
    }

    private static T Refused<T>(SequencePrompt prompt)
        where T : Exception => Assert.Throws<T>(() => new SequenceMedia(SeeingModel.Placeholders, SeeingModel.Tower).Append(prompt));
}

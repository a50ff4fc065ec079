using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>The three positions (time, height, width) of a sequence's tokens and the features that stand in place of some of them, however the tokens came: prompts, answers, further prompts.</summary>
/// <param name="tokens">The model's placeholders.</param>
/// <param name="tower">The vision tower that features come from.</param>
internal sealed class SequenceMedia(VisionTokens tokens, VisionTowerInfo tower)
{
    private readonly MultimodalPositions _counter = new(tokens, tower.MergeSize);
    private readonly List<int>[] _positions = [[], [], []];
    private readonly List<(int Token, VisionFeatures Features, int Row)> _features = [];

    /// <summary>Tokens counted so far.</summary>
    public int Count => _counter.Count;

    /// <summary>Whether any token is a picture's or a clip's; without them positions count as without media.</summary>
    public bool IsUsed => _features.Count > 0;

    /// <summary>What is added to a token's number to have its position: <c>rope_deltas</c>.</summary>
    public int Delta => _counter.Delta;

    /// <summary>Features by the number of their token, ascending.</summary>
    public IEnumerable<(int Token, VisionFeatures Features, int Row)> Features => _features;

    /// <summary>The length, at most <paramref name="common"/>, up to which a prompt that has so many tokens in common with the sequence shows the same pictures and clips, none of them in part.</summary>
    public int Common(SequencePrompt prompt, int common)
    {
        Dictionary<int, VisionFeatures> known = _features.Where(static place => place.Row == 0).ToDictionary(static place => place.Token, static place => place.Features);
        foreach ((int first, int last, VisionFeatures features) in prompt.Places(tokens))
        {
            // The same features are the same memory: they are kept by what they were made of.
            if (last >= common || !known.Remove(first, out VisionFeatures? seen) || !seen.Values.Equals(features.Values))
            {
                common = Math.Min(common, first);
            }
        }

        return known.Keys.Append(common).Min();
    }

    /// <summary>For a model that sees; <see langword="null"/> for others.</summary>
    public static SequenceMedia? Of(ILanguageModel model) =>
        model is IVisionModel { Info.Media: { } tokens } seeing ? new SequenceMedia(tokens, seeing.Vision) : null;

    /// <summary>Counts a prompt's tokens. One without media is text, whatever its tokens are.</summary>
    /// <exception cref="PlaceholderMismatchException">Placeholders and features are not equally many.</exception>
    /// <exception cref="VisionInputException">Features are not of this model's tower.</exception>
    public void Append(SequencePrompt prompt)
    {
        if (!prompt.HasMedia)
        {
            AppendText(prompt.Tokens.Count);
            return;
        }

        int[] sequence = [.. prompt.Tokens];
        Check(prompt, sequence);
        int[][] rows = [.. _positions.Select(_ => new int[sequence.Length])];
        int first = Count;
        _counter.Append(
            sequence, new Queue<PatchGrid>(prompt.Images.Select(static image => image.Grid)), MultimodalPositions.FramesOf(prompt.Videos.Select(static video => video.Grid)), rows[0], rows[1], rows[2]);
        for (int axis = 0; axis < rows.Length; axis++)
        {
            _positions[axis].AddRange(rows[axis]);
        }

        Place(sequence, first, prompt);
    }

    /// <summary>Counts tokens of text: what a model writes is never a picture.</summary>
    public void AppendText(int count)
    {
        int first = _counter.AppendText(count);
        foreach (List<int> axis in _positions)
        {
            axis.AddRange(Enumerable.Range(first, count));
        }
    }

    /// <summary>A token's position.</summary>
    /// <param name="axis">0 the time, 1 the height, 2 the width.</param>
    /// <param name="token">Its number.</param>
    public int Position(int axis, int token) => _positions[axis][token];

    private void Place(int[] sequence, int first, SequencePrompt prompt)
    {
        Queue<(VisionFeatures, int)> images = new(Rows(prompt.Images));
        Queue<(VisionFeatures, int)> videos = new(Rows(prompt.Videos));
        for (int i = 0; i < sequence.Length; i++)
        {
            if (sequence[i] == tokens.Image || sequence[i] == tokens.Video)
            {
                (VisionFeatures features, int row) = (sequence[i] == tokens.Image ? images : videos).Dequeue();
                _features.Add((first + i, features, row));
            }
        }
    }

    private static IEnumerable<(VisionFeatures Features, int Row)> Rows(IEnumerable<VisionFeatures> media) =>
        media.SelectMany(static features => Enumerable.Range(0, features.Tokens).Select(row => (features, row)));

    private void Check(SequencePrompt prompt, int[] sequence)
    {
        foreach (VisionFeatures features in prompt.Images.Concat(prompt.Videos))
        {
            if (features.Width != tower.FeatureWidth || features.DeepStack.Count != tower.DeepStackLayers.Count || features.Tokens != features.Grid.Tokens(tower.MergeSize))
            {
                throw new VisionInputException(
                    FormattableString.Invariant($"{features.Tokens} features of {features.Width} numbers and {features.DeepStack.Count} levels for {features.Grid}"),
                    FormattableString.Invariant($"{features.Grid.Tokens(tower.MergeSize)} of {tower.FeatureWidth} and {tower.DeepStackLayers.Count}"));
            }
        }

        Count("features of pictures", tokens.Image, prompt.Images);
        Count("features of clips", tokens.Video, prompt.Videos);

        void Count(string kind, int token, IEnumerable<VisionFeatures> media)
        {
            int given = media.Sum(static features => features.Tokens);
            int places = sequence.Count(place => place == token);
            if (places != given)
            {
                throw new PlaceholderMismatchException(kind, places, given);
            }
        }
    }
}

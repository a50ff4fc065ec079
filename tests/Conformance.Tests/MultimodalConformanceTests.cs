using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>What models that see have beside logits and features: positions, turns, hidden states. Their logits are compared with all others' by the conformance tests of each backend.</summary>
public class MultimodalConformanceTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.ThatSee];

    public static TheoryData<string, string> OnEveryBackend => VisionBackends.Times(GoldenCase.ThatSee);

    public static TheoryData<string, string> WithTurns => VisionBackends.Times(GoldenCase.Where(static golden => golden.Runs.Any(static run => run.Turns.Length > 0)));

    /// <summary>The public count of positions and deltas, of each row by itself; and those that sessions are fed.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Positions_and_deltas_are_Hugging_Faces(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using LoadedTower loaded = VisionBackends.Load("Cpu", golden.Config, golden.Folder);
        foreach (GoldenRun run in golden.Runs.Where(static run => run.Sees && run.Positions.Length > 0))
        {
            (MediaBatch batch, SequenceMedia[] sequences) = GoldenMedia.Of(loaded.Model, golden, run);

            Assert.Equal(run.Positions.SelectMany(static axis => axis.SelectMany(static row => row)), batch.Columns(0, run.Columns).Positions);
            Assert.Equal(run.Deltas, sequences.Select(static sequence => sequence.Delta));
            CompareCounted(loaded.Model, run);
        }
    }

    private static void CompareCounted(IVisionModel model, GoldenRun run)
    {
        VisionTokens tokens = model.Info.Media!;
        (Queue<PatchGrid> images, Queue<PatchGrid> videos) = (new(run.Images), new(run.Videos));
        for (int row = 0; row < run.Batch; row++)
        {
            int[] sequence = [.. run.Tokens[row].Skip(run.LeftPadding[row])];
            TokenPositions positions = TokenPositions.Of(tokens, model.Vision.MergeSize, sequence, Of(images, tokens.Image), Of(videos, tokens.Video));

            Assert.Equal(run.Deltas[row], positions.RopeDelta);
            Assert.Equal(
                Enumerable.Range(0, 3).Select(axis => run.Positions[axis][row].Skip(run.LeftPadding[row])),
                new[] { positions.Time, positions.Height, positions.Width });

            List<PatchGrid> Of(Queue<PatchGrid> all, int token)
            {
                List<PatchGrid> own = [];
                while (own.Sum(grid => grid.Tokens(model.Vision.MergeSize)) < sequence.Count(other => other == token))
                {
                    own.Add(all.Dequeue());
                }

                return own;
            }
        }
    }

    /// <summary>A text, pictures, an answer, and more pictures give what the whole in one prompt gives: positions go on from the largest.</summary>
    [Theory]
    [MemberData(nameof(WithTurns))]
    public void Turns_go_on_where_the_last_ended(string name, string backend)
    {
        GoldenCase golden = GoldenCase.Named(name);
        foreach (int chunk in (int[])[256, 7])
        {
            using LoadedTower loaded = VisionBackends.Load(backend, golden.Config, golden.Folder, prefillChunk: chunk);
            foreach (GoldenRun run in golden.Runs.Where(static run => run.Turns.Length > 0))
            {
                float[] logits = InParts(loaded.Model, golden, run, run.Turns);
                CompareLast(golden, run, logits);
            }
        }
    }

    /// <summary>A prompt may be cut at any token, those of a picture as well.</summary>
    [Theory]
    [MemberData(nameof(OnEveryBackend))]
    public void A_prompt_may_be_cut_at_every_token(string name, string backend)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using LoadedTower loaded = VisionBackends.Load(backend, golden.Config, golden.Folder);
        GoldenRun? run = golden.Runs.FirstOrDefault(static run => run is { Sees: true, Batch: 1, Columns: <= 64 });
        for (int cut = 1; run is not null && cut < run.Columns; cut++)
        {
            CompareLast(golden, run, Fed(loaded.Model, golden, run, cut));
        }
    }

    /// <summary>The residual stream between layers, among the rows of pictures as well. Hugging Face notes it before a level of DeepStack is added, so that is taken off ours.</summary>
    [Theory]
    [MemberData(nameof(OnEveryBackend))]
    public void Hidden_states_are_Hugging_Faces(string name, string backend)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using LoadedTower loaded = VisionBackends.Load(backend, golden.Config, golden.Folder, prefillChunk: 9);
        using ExpectedTensors expected = new(golden.Folder);
        foreach (GoldenRun run in golden.Runs.Where(run => run is { Sees: true, Batch: 1 } && expected.Has(run.Name, "hidden_states.0")))
        {
            HiddenStates.Compare(loaded.Model, golden, run, expected);
        }
    }

    /// <summary>The last logits of a prompt that is fed in two parts.</summary>
    private static float[] Fed(IVisionModel model, GoldenCase golden, GoldenRun run, int cut)
    {
        MediaBatch media = GoldenMedia.Of(model, golden, run).Batch;
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = run.Columns });
        float[] logits = new float[model.Info.VocabularySize];
        media.Columns(0, cut).Feed(session, run.Tokens[0].AsSpan(0, cut), []);
        media.Columns(cut, run.Columns - cut).Feed(session, run.Tokens[0].AsSpan(cut), [ModelOutput.OfExit(0, logits)]);
        return logits;
    }

    /// <summary>The last logits of a conversation: each part's pictures are counted when it comes.</summary>
    private static float[] InParts(IVisionModel model, GoldenCase golden, GoldenRun run, int[] turns)
    {
        VisionTokens tokens = model.Info.Media!;
        (VisionInput[] images, _) = GoldenMedia.Inputs(golden, run);
        VisionFeatures[] features = [.. model.GetFeatures(images)];
        SequenceMedia sequence = new(tokens, model.Vision);
        MediaBatch batch = new([sequence], [0]);
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[] logits = new float[model.Info.VocabularySize];
        (int at, int used) = (0, 0);
        foreach (int end in turns.Append(run.Columns))
        {
            int[] part = run.Tokens[0][at..end];
            int wanted = part.Count(token => token == tokens.Image);
            VisionFeatures[] own = [.. features.Skip(used).TakeWhile((_, i) => features.Skip(used).Take(i).Sum(static one => one.Tokens) < wanted)];
            sequence.Append(new SequencePrompt(part) { Images = own });
            batch.Columns(at, part.Length).Feed(session, part, [ModelOutput.OfExit(0, logits)]);
            used += own.Length;
            at = end;
        }

        Assert.Equal(features.Length, used);
        Assert.True(used > 1, "a turn of its own for a second picture");
        return logits;
    }

    private static void CompareLast(GoldenCase golden, GoldenRun run, float[] logits)
    {
        using ExpectedTensors expected = new(golden.Folder);
        float[] whole = expected.Read(run.Name, "logits");
        Comparison.AssertClose(logits, whole.AsSpan(whole.Length - logits.Length), Comparison.Float32, golden.Folder);
    }
}

using System;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Conformance.Tests;

/// <summary>What models that see have beside logits and features: positions, turns. Their logits are compared with all others' by the conformance tests of each backend.</summary>
public class MultimodalConformanceTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.ThatSee];

    /// <summary>Positions and deltas of pictures and clips, alone and in batches of which some rows have none.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Positions_and_deltas_are_Hugging_Faces(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using CpuModel model = CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { MaxContext = 256 });
        foreach (GoldenRun run in golden.Runs.Where(static run => run.Sees && run.Positions.Length > 0))
        {
            (MediaBatch batch, SequenceMedia[] sequences) = GoldenMedia.Of(model, golden, run);

            Assert.Equal(run.Positions.SelectMany(static axis => axis.SelectMany(static row => row)), batch.Columns(0, run.Columns).Positions);
            Assert.Equal(run.Deltas, sequences.Select(static sequence => sequence.Delta));
        }
    }

    /// <summary>A text, pictures, an answer, and more pictures give what the whole in one prompt gives: positions go on from the largest.</summary>
    [Fact]
    public void Turns_go_on_where_the_last_ended()
    {
        int turns = 0;
        foreach (GoldenCase golden in GoldenCase.ThatSee.Select(GoldenCase.Named))
        {
            foreach (GoldenRun run in golden.Runs.Where(static run => run.Turns.Length > 0))
            {
                using CpuModel model = CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { MaxContext = 256, Cache = CacheStorage.Float32 });
                CompareTurns(model, golden, run);
                turns++;
            }
        }

        Assert.NotEqual(0, turns);
    }

    private static void CompareTurns(CpuModel model, GoldenCase golden, GoldenRun run)
    {
        VisionTokens tokens = model.Info.Media!;
        (VisionInput[] images, _) = GoldenMedia.Inputs(golden, run);
        VisionFeatures[] features = [.. ((IVisionModel)model).GetFeatures(images)];
        SequenceMedia sequence = new(tokens, ((IVisionModel)model).Vision);
        MediaBatch batch = new([sequence], [0]);
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[] logits = new float[model.Info.VocabularySize];
        int at = 0;
        int used = 0;
        foreach (int end in run.Turns.Append(run.Columns))
        {
            int[] part = run.Tokens[0][at..end];
            int wanted = part.Count(token => token == tokens.Image);
            VisionFeatures[] own = [.. features.Skip(used).TakeWhile((_, i) => features.Skip(used).Take(i).Sum(static one => one.Tokens) < wanted)];
            sequence.Append(new SequencePrompt(part) { Images = own });
            session.Forward(batch.Columns(at, part.Length).With(part), [ModelOutput.OfExit(0, logits)]);
            used += own.Length;
            at = end;
        }

        Assert.Equal(features.Length, used);
        Assert.True(used > 1 && run.Turns.Length > 0, "a turn of its own for a second picture");
        using ExpectedTensors expected = new(golden.Folder);
        float[] whole = expected.Read(run.Name, "logits");
        Comparison.AssertClose(logits, whole.AsSpan(whole.Length - logits.Length), Comparison.Float32, golden.Folder);
    }
}

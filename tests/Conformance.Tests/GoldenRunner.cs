using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>Takes a loaded model through a case's runs.</summary>
/// <param name="options">How it was loaded: so are the models that tell how far rounding moves a row, asked for when one is beyond the tolerance.</param>
internal sealed class GoldenRunner(ILanguageModel model, GoldenCase golden, double tolerance, LoadOptions options)
{
    private readonly int _vocabulary = model.Info.VocabularySize;

    /// <summary>Logits of a row.</summary>
    public int Vocabulary => _vocabulary;

    /// <summary>Logits of every column, as <c>forward()</c> gives them.</summary>
    public void CompareLogits(GoldenRun run)
    {
        using ExpectedTensors expected = new(golden.Folder);
        Compare(
            runner => Comparison.Unmasked(runner.Forward(run, PositionCounting.FromFirstColumn), run),
            Comparison.Unmasked(expected.Read(run.Name, "logits"), run),
            $"{run.Name}.logits");
    }

    /// <summary>Logits of the whole run in pieces of <paramref name="piece"/> columns against those in one piece, where RoPE does not depend on how a text is cut.</summary>
    /// <returns>How many comparisons were made.</returns>
    public int ComparePieces(GoldenRun run, int piece)
    {
        if (golden.RotaryFollowsLength(run.Columns))
        {
            return 0;
        }

        Compare(
            runner => Comparison.Unmasked(runner.Forward(run, PositionCounting.FromFirstToken, piece), run),
            Comparison.Unmasked(Forward(run, PositionCounting.FromFirstToken), run),
            $"{run.Name} in pieces of {piece}");
        return 1;
    }

    /// <summary>Logits at each step of <c>generate()</c>, from the cache, fed with Hugging Face's tokens; and our own choice wherever theirs is clear.</summary>
    /// <returns>How many of our choices were compared.</returns>
    public int CompareSteps(GoldenRun run)
    {
        int[][] greedy = run.Greedy ?? throw new InvalidOperationException($"{run.Name} has no greedy tokens; the golden case is not whole.");
        using ExpectedTensors expected = new(golden.Folder);
        float[] theirs = expected.Read(run.Name, "step_logits");
        float[] ours = Compare(runner => runner.Steps(run, greedy), theirs, $"{run.Name}.step_logits");
        int steps = greedy[0].Length;
        int compared = 0;
        for (int row = 0; row < run.Batch * steps; row++)
        {
            int token = greedy[row / steps][row % steps];
            if (IsClear(theirs.AsSpan(row * _vocabulary, _vocabulary), token))
            {
                Assert.True(Choice(ours.AsSpan(row * _vocabulary, _vocabulary)) == token, $"{run.Name}: sequence {row / steps} step {row % steps} chose another token than {token}");
                compared++;
            }
        }

        return compared;
    }

    /// <summary>The same with rounded weights, for the median row or that at another share of the rows.</summary>
    public void CompareRoundedLogits(GoldenRun run, double share = 0.5)
    {
        using ExpectedTensors expected = new(golden.Folder);
        float[] ours = Comparison.Unmasked(Forward(run, PositionCounting.FromFirstColumn), run);
        Comparison.AssertRowClose(ours, Comparison.Unmasked(expected.Read(run.Name, "logits"), run), _vocabulary, tolerance, share, $"{run.Name}.logits");
    }

    /// <summary>[batch, step, vocabulary]: the prompt at once, then one of Hugging Face's tokens after the other.</summary>
    public float[] Steps(GoldenRun run, int[][] greedy)
    {
        int steps = greedy[0].Length;
        float[] all = new float[run.Batch * steps * _vocabulary];
        float[] logits = new float[run.Batch * _vocabulary];
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = run.Batch, Capacity = run.Columns + steps });
        session.Reset(run.LeftPadding);
        (MediaBatch? media, SequenceMedia[] sequences) = run.Sees ? GoldenMedia.Of(model, golden, run) : (null, []);
        Feed(session, media, run.Flat, run.Columns, OutputRows.Last, logits);
        for (int step = 0; step < steps; step++)
        {
            for (int b = 0; b < run.Batch; b++)
            {
                logits.AsSpan(b * _vocabulary, _vocabulary).CopyTo(all.AsSpan(((b * steps) + step) * _vocabulary));
            }

            if (step + 1 < steps)
            {
                Array.ForEach(sequences, static sequence => sequence.AppendText(1));
                Feed(session, media, [.. greedy.Select(row => row[step])], columns: 1, OutputRows.Last, logits);
            }
        }

        return all;
    }

    public float[] Forward(GoldenRun run, PositionCounting positions, int piece = int.MaxValue)
    {
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = run.Batch, Capacity = run.Columns });
        session.Reset(run.LeftPadding, positions);
        MediaBatch? media = run.Sees ? GoldenMedia.Of(model, golden, run).Batch : null;
        float[] all = new float[run.Batch * run.Columns * _vocabulary];
        for (int start = 0; start < run.Columns; start += piece)
        {
            int count = Math.Min(piece, run.Columns - start);
            int[] tokens = [.. run.Tokens.SelectMany(row => row.Skip(start).Take(count))];
            float[] logits = new float[run.Batch * count * _vocabulary];
            Feed(session, media, tokens, count, OutputRows.All, logits);
            for (int b = 0; b < run.Batch; b++)
            {
                logits.AsSpan(b * count * _vocabulary, count * _vocabulary).CopyTo(all.AsSpan(((b * run.Columns) + start) * _vocabulary));
            }

            if (piece == int.MaxValue)
            {
                break;
            }
        }

        return all;
    }

    /// <summary>Feeds columns with the positions and features that a run with media has there.</summary>
    private static void Feed(IModelSession session, MediaBatch? media, int[] tokens, int columns, OutputRows rows, float[] logits)
    {
        if (media is null)
        {
            session.Forward(tokens, logits, rows);
            return;
        }

        media.Columns(session.Length, columns).Feed(session, tokens, [ModelOutput.OfExit(0, logits, rows)]);
    }

    /// <summary>Compares a session's logits with those that another text of the model gave.</summary>
    public void CompareForward(GoldenRun run, float[] logits)
    {
        Compare(
            runner => Comparison.Unmasked(runner.Forward(run, PositionCounting.FromFirstColumn), run),
            Comparison.Unmasked(logits, run),
            run.Name);
    }

    private float[] Compare(Func<GoldenRunner, float[]> evaluate, float[] theirs, string what)
    {
        float[] ours = evaluate(this);
        Comparison.AssertRowsClose(ours, theirs, _vocabulary, tolerance, what, () => Perturbation.Of(golden.Config, golden.Folder, options, moved => evaluate(new GoldenRunner(moved, golden, tolerance, options))));
        return ours;
    }

    /// <summary>The greedy choice. End tokens are suppressed in the goldens, so a larger logit there is passed over.</summary>
    private int Choice(Span<float> logits)
    {
        foreach (int end in model.Info.EndTokens)
        {
            logits[end] = float.NegativeInfinity;
        }

        return Comparison.ArgMax(logits);
    }

    /// <summary>Whether a step's choice stands above the second best by more than two logits within the tolerance can differ.</summary>
    private bool IsClear(Span<float> theirs, int token)
    {
        double scale = Math.Max(1, Comparison.Largest(theirs));
        Assert.Equal(token, Choice(theirs));
        float best = theirs[token];
        theirs[token] = float.NegativeInfinity;
        return best - theirs[Comparison.ArgMax(theirs)] > 2 * tolerance * scale;
    }
}

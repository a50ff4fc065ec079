using System;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>Takes a loaded model through a case's runs.</summary>
internal sealed class GoldenRunner(ICausalLanguageModel model, GoldenCase golden, double tolerance)
{
    private readonly int _vocabulary = model.Info.VocabularySize;

    /// <summary>Logits of every column, as <c>forward()</c> gives them.</summary>
    public void CompareLogits(GoldenRun run)
    {
        using ExpectedTensors expected = new(golden.Folder);
        float[] logits = Forward(run, PositionCounting.FromFirstColumn);
        Comparison.AssertClose(Comparison.Unmasked(logits, run), Comparison.Unmasked(expected.Read(run.Name, "logits"), run), tolerance, $"{run.Name}.logits");
    }

    /// <summary>The same with rounded weights.</summary>
    public void CompareRoundedLogits(GoldenRun run)
    {
        using ExpectedTensors expected = new(golden.Folder);
        float[] ours = Comparison.Unmasked(Forward(run, PositionCounting.FromFirstColumn), run);
        Comparison.AssertMedianRowClose(ours, Comparison.Unmasked(expected.Read(run.Name, "logits"), run), _vocabulary, tolerance, $"{run.Name}.logits");
    }

    /// <summary>Logits at each step of <c>generate()</c>, from the cache, fed with Hugging Face's tokens; and our own choice wherever theirs is clear.</summary>
    public void CompareSteps(GoldenRun run)
    {
        if (run.Greedy is not { } greedy)
        {
            return;
        }

        using ExpectedTensors expected = new(golden.Folder);
        float[] theirs = expected.Read(run.Name, "step_logits");
        int steps = greedy[0].Length;
        float[] ours = new float[run.Batch * _vocabulary];
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = run.Batch, Capacity = run.Columns + steps });
        session.Reset(run.LeftPadding);
        session.Forward(run.Flat, ours);
        for (int step = 0; step < steps; step++)
        {
            for (int b = 0; b < run.Batch; b++)
            {
                ReadOnlySpan<float> row = theirs.AsSpan(((b * steps) + step) * _vocabulary, _vocabulary);
                Span<float> own = ours.AsSpan(b * _vocabulary, _vocabulary);
                Comparison.AssertClose(own, row, tolerance, $"{run.Name}.step_logits[{b}, {step}]");
                Assert.True(Choice(own, greedy[b][step], run), $"{run.Name}: sequence {b} step {step} chose {Comparison.ArgMax(own)} for {greedy[b][step]}");
            }

            if (step + 1 < steps)
            {
                int[] next = [.. greedy.Select(row => row[step])];
                session.Forward(next, ours);
            }
        }
    }

    public float[] Forward(GoldenRun run, PositionCounting positions, int piece = int.MaxValue)
    {
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = run.Batch, Capacity = run.Columns });
        session.Reset(run.LeftPadding, positions);
        float[] all = new float[run.Batch * run.Columns * _vocabulary];
        for (int start = 0; start < run.Columns; start += piece)
        {
            int count = Math.Min(piece, run.Columns - start);
            int[] tokens = [.. run.Tokens.SelectMany(row => row.Skip(start).Take(count))];
            float[] logits = new float[run.Batch * count * _vocabulary];
            session.Forward(tokens, logits, LogitsScope.All);
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

    /// <summary>
    /// Whether the greedy choice is theirs. End tokens are suppressed in the goldens, so a larger logit there is passed over;
    /// below a margin of 1e-3 the choice may differ.
    /// </summary>
    private bool Choice(Span<float> logits, int theirs, GoldenRun run)
    {
        foreach (int end in model.Info.EndTokens)
        {
            logits[end] = float.NegativeInfinity;
        }

        return run.Margin <= 1e-3 || Comparison.ArgMax(logits) == theirs;
    }
}

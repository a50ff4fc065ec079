using System;
using System.IO;
using System.Linq;
using Modelwright.Generator.Tests;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>Text that the sample's model has not seen, by other plays of its author: what formats cost is measured on it.</summary>
internal static class HeldOutText
{
    /// <summary>Tokens of it that are used.</summary>
    public const int Tokens = 1024;

    /// <summary>The sample's model.</summary>
    public static string Folder { get; } = Path.Combine(TestConfigs.Repository, "samples", "Shakespeare", "model");

    public static string Config => File.ReadAllText(Path.Combine(Folder, "config.json"));

    /// <summary>A rounded model's perplexity is at most so much larger, as a fraction, than the wide one's; and so is the Kullback-Leibler divergence of its distributions, in nats.</summary>
    public static void AssertClose(ILanguageModel wide, ILanguageModel rounded, double perplexity, double divergence)
    {
        (double wanted, double[][] distributions) = Evaluate(wide);
        (double found, double[][] others) = Evaluate(rounded);
        double moved = distributions.Zip(others, static (p, q) => p.Zip(q, static (a, b) => a * Math.Log(a / b)).Sum()).Average();

        Assert.InRange(wanted, 5, 500);
        Assert.True(
            found <= wanted * (1 + perplexity) && moved <= divergence,
            FormattableString.Invariant($"perplexity {found:F3} for {wanted:F3} ({(found / wanted) - 1:P2}), KL divergence {moved:E2}"));
    }

    /// <summary>Perplexity, and the distribution after each token.</summary>
    private static (double Perplexity, double[][] Distributions) Evaluate(ILanguageModel model)
    {
        int[] tokens = [.. model.Tokenizer!.Encode(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "held-out.txt"))).Take(Tokens)];
        int vocabulary = model.Info.VocabularySize;
        float[] logits = new float[tokens.Length * vocabulary];
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = tokens.Length });
        session.Forward(tokens, logits, OutputRows.All);
        double[][] distributions = [.. Enumerable.Range(0, tokens.Length - 1).Select(i => Distribution(logits.AsSpan(i * vocabulary, vocabulary)))];
        return (Math.Exp(-distributions.Select((p, i) => Math.Log(p[tokens[i + 1]])).Average()), distributions);
    }

    private static double[] Distribution(ReadOnlySpan<float> logits)
    {
        double[] powers = new double[logits.Length];
        double largest = logits[Comparison.ArgMax(logits)];
        for (int i = 0; i < powers.Length; i++)
        {
            powers[i] = Math.Exp(logits[i] - largest);
        }

        double sum = powers.Sum();
        return [.. powers.Select(power => power / sum)];
    }
}

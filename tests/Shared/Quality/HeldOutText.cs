using System;
using System.IO;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Tests;

/// <summary>
/// Text that the sample's model has not seen, by other plays of its author: what storing weights in fewer bits costs is measured on it, as perplexity and as the
/// Kullback-Leibler divergence of the distributions after each token.
/// </summary>
internal sealed class HeldOutText
{
    /// <summary>Columns that hold all of it.</summary>
    public const int Columns = 1024;

    private readonly double[][] _distributions;

    private HeldOutText(double perplexity, double[][] distributions)
    {
        (Perplexity, _distributions) = (perplexity, distributions);
    }

    /// <summary>The sample's model.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "samples", "Shakespeare", "model");

    /// <summary>Its config.</summary>
    public static string Config => File.ReadAllText(Path.Combine(Folder, "config.json"));

    /// <summary>The text.</summary>
    public static string Text => File.ReadAllText(Path.Combine(Repository.Root, "tests", "Conformance.Tests", "Data", "held-out.txt"));

    /// <summary>The exponential of the mean negative logarithm of each token's probability.</summary>
    public double Perplexity { get; }

    /// <summary>Lets a model read it.</summary>
    public static HeldOutText Read(ILanguageModel model)
    {
        int[] tokens = [.. model.Tokenizer!.Encode(Text).Take(Columns)];
        int vocabulary = model.Info.VocabularySize;
        float[] logits = new float[tokens.Length * vocabulary];
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = tokens.Length });
        session.Forward(tokens, logits, OutputRows.All);
        double[][] distributions = [.. Enumerable.Range(0, tokens.Length - 1).Select(i => Distribution(logits.AsSpan(i * vocabulary, vocabulary)))];
        return new HeldOutText(Math.Exp(-distributions.Select((p, i) => Math.Log(p[tokens[i + 1]])).Average()), distributions);
    }

    /// <summary>How far another model's distributions are from these: the mean divergence, in nats.</summary>
    public double DivergenceOf(HeldOutText other) =>
        _distributions.Zip(other._distributions, static (p, q) => p.Zip(q, static (a, b) => a * Math.Log(a / b)).Sum()).Average();

    private static double[] Distribution(ReadOnlySpan<float> logits)
    {
        double largest = double.NegativeInfinity;
        foreach (float logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        double[] powers = new double[logits.Length];
        for (int i = 0; i < powers.Length; i++)
        {
            powers[i] = Math.Exp(logits[i] - largest);
        }

        double sum = powers.Sum();
        return [.. powers.Select(power => power / sum)];
    }
}

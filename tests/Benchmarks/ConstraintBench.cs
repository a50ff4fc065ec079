using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using Modelwright.Runtime;

namespace Modelwright.Benchmarks;

/// <summary>Answers of random logits, held to a schema of nested lists, numbers and texts.</summary>
internal static class ConstraintBench
{
    private const int Logits = 151_936;
    private const int MostTokens = 400;

    private const string Schema = """
        {"type":"object","properties":{"title":{"type":"string"},"year":{"type":"integer","minimum":1900,"maximum":2100},"tags":{"type":"array","items":{"type":"string"},"maxItems":8},
         "people":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"role":{"enum":["author","editor","reader"]},"born":{"type":"string","format":"date"}},"required":["name","role"]}},
         "score":{"type":"number","minimum":0,"maximum":1}},"required":["title","year","people"],"additionalProperties":false}
        """;

    public static ConstraintResult Run(int runs)
    {
        string folder = Directory.CreateTempSubdirectory("modelwright-bench-").FullName;
        try
        {
            string path = Path.Combine(folder, "tokenizer.json");
            TokenizerBench.Unpack(path);
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(path);
            int[] ends = [tokenizer.SpecialTokens["<|im_end|>"]];
            OutputConstraint constraint = OutputConstraint.JsonSchema(JsonElement.Parse(Schema));
            long start = Stopwatch.GetTimestamp();
            constraint.CreateProcessor(tokenizer, ends);
            double prepare = Stopwatch.GetElapsedTime(start).TotalSeconds;
            List<double> first = Answer(constraint.CreateProcessor(tokenizer, ends), ends[0], seed: 0);
            List<double> later = [];
            for (int run = 1; run <= runs; run++)
            {
                // Once to meet its states, once to be measured.
                Answer(constraint.CreateProcessor(tokenizer, ends), ends[0], run);
                later.AddRange(Answer(constraint.CreateProcessor(tokenizer, ends), ends[0], run));
            }

            return new ConstraintResult(prepare, Measurement.Of(first), Measurement.Of(later));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<double> Answer(ConstraintProcessor processor, int end, int seed)
    {
        Random random = new(seed);
        float[] noise = new float[2 * Logits];
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = random.NextSingle();
        }

        Sampler sampler = new(SamplingSettings.Greedy, 1, Logits);
        float[] logits = new float[Logits];
        List<int> tokens = [];
        List<double> microseconds = [];
        while (tokens.Count < MostTokens && (tokens.Count == 0 || tokens[^1] != end))
        {
            noise.AsSpan(random.Next(Logits), Logits).CopyTo(logits);
            long start = Stopwatch.GetTimestamp();
            processor.Process(new LogitsContext(tokens.ToArray(), 0), logits);
            microseconds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            tokens.Add(sampler.Next(logits));
        }

        return microseconds;
    }
}

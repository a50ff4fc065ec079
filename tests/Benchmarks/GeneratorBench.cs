using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Modelwright.Generator.Tests;

namespace Modelwright.Benchmarks;

/// <summary>Runs the generator on every config of tests/configs, once from nothing and once after an edit of unrelated C#.</summary>
internal static class GeneratorBench
{
    private static string Folder => Path.Combine(TestConfigs.Repository, "tests", "configs");

    /// <summary>The file of a config.</summary>
    public static string PathOf(string config) => Path.Combine(Folder, config + ".json");

    public static IReadOnlyList<GeneratorResult> Run()
    {
        List<GeneratorResult> results = [];
        foreach (string file in Directory.EnumerateFiles(Folder, "*.json").Order())
        {
            string json = File.ReadAllText(file);
            long start = Stopwatch.GetTimestamp();
            GeneratorRun run = GeneratorRun.Of(json);
            double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            run.EditCSharp("class Typed;");
            double again = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            results.Add(new GeneratorResult(
                Path.GetFileNameWithoutExtension(file), results.Count == 0, first, again, run.Sources.Count, run.Sources.Sum(static s => s.SourceText.Length)));
        }

        return results;
    }
}

using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Benchmarks;

/// <summary>Measures load, prefill and decode of two models with random weights. The table or the JSON document goes to standard output, progress to standard error.</summary>
internal static class Program
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static int Main(string[] args)
    {
        Option<string[]> models = new("--model") { Description = "bench-moe or bench-next; both if left out", AllowMultipleArgumentsPerToken = true };
        models.AcceptOnlyFromAmong([.. BenchModel.All.Select(static m => m.Name).Distinct()]);
        Option<string> backend = new("--backend") { Description = "vulkan or torch", DefaultValueFactory = static _ => BenchModel.Vulkan };
        backend.AcceptOnlyFromAmong(BenchModel.Vulkan, BenchModel.Torch);
        Option<int> runs = new("--runs") { Description = "How often each figure is measured", DefaultValueFactory = static _ => 5 };
        Option<string?> device = new("--device") { Description = "Number of a device, or part of its name" };
        Option<bool> json = new("--json") { Description = "Print one JSON document" };
        Option<bool> generator = new("--generator") { Description = "Measure the source generator on the published configs of tests/configs instead" };
        RootCommand root = new("Measures models with random float16 weights.") { models, backend, runs, device, json, generator };
        root.SetAction(result =>
        {
            if (result.GetValue(generator))
            {
                IReadOnlyList<GeneratorResult> times = GeneratorBench.Run();
                Console.WriteLine(result.GetValue(json) ? JsonSerializer.Serialize(times, Indented) : string.Join('\n', times));
                return;
            }

            string[] wanted = result.GetValue(models) ?? [];
            List<BenchResult> results =
            [
                .. BenchModel.All.Where(m => m.Backend == result.GetValue(backend) && (wanted.Length == 0 || wanted.Contains(m.Name)))
                    .Select(m => new ModelBench(m, Math.Max(1, result.GetValue(runs)), result.GetValue(device)).Run()),
            ];
            Console.WriteLine(result.GetValue(json) ? JsonSerializer.Serialize(results, Indented) : BenchTable.Format(results));
        });
        return root.Parse(args).Invoke();
    }
}

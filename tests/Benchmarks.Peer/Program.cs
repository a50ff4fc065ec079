using System;
using System.Globalization;
using System.Linq;
using LLama.Native;

namespace Modelwright.Benchmarks;

/// <summary>Answers lines of <c>prefill N</c>, <c>decode DEPTH</c>, <c>logits N</c> and <c>greedy N TOKEN…</c> with lines of numbers until its input ends. The first line it writes is its name.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [string path, string threads, string capacity])
        {
            Console.Error.WriteLine("Usage: Modelwright.Benchmarks.Peer <model.gguf> <threads> <context>. A part of the benchmarks: ./build.sh bench --peer runs it.");
            return 2;
        }

        NativeLibraryConfig.All.WithLogCallback(static (level, message) =>
        {
            if (level is LLamaLogLevel.Error)
            {
                Console.Error.Write(message);
            }
        });
        using LlamaModel model = new(path, int.Parse(threads, CultureInfo.InvariantCulture), int.Parse(capacity, CultureInfo.InvariantCulture));
        Console.WriteLine(LlamaModel.Name);
        while (Console.ReadLine() is string line)
        {
            double[] numbers = Answer(model, line.Split(' '));
            Console.WriteLine(string.Join(' ', numbers.Select(static number => number.ToString("R", CultureInfo.InvariantCulture))));
        }

        return 0;
    }

    private static double[] Answer(LlamaModel model, string[] question)
    {
        int number = int.Parse(question[1], CultureInfo.InvariantCulture);
        switch (question[0])
        {
            case "prefill":
                return [model.Prefill(number)];
            case "decode":
                (double rate, double processor) = model.Decode(number);
                return [rate, processor];
            case "logits":
                return [.. model.Logits(number).Select(static logit => (double)logit)];
            case "greedy":
                int[] prompt = [.. question.Skip(2).Select(static token => int.Parse(token, CultureInfo.InvariantCulture))];
                return [.. model.Greedy(prompt, number).Select(static token => (double)token)];
            default:
                throw new ArgumentException($"'{question[0]}' is not prefill, decode, logits or greedy.");
        }
    }
}

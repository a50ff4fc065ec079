using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Modelwright.Benchmarks;

/// <summary>A peer in a process of its own: its native libraries, threads and memory stay apart from ours. A request is a line, and so is its answer.</summary>
internal sealed class ProcessContestant : IContestant
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    /// <param name="program">The peer's assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    public ProcessContestant(string program, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        _errors = _process.StandardError.ReadToEndAsync();
        Name = ReadLine();
    }

    public string Name { get; }

    public double Prefill(int tokens) => Ask("prefill", [tokens])[0];

    public DecodeRun Decode(int depth) => Ask("decode", [depth]) is [double rate, double processor] ? new DecodeRun(rate, processor) : throw new InvalidDataException("decode is answered by two numbers.");

    public float[] Logits(int tokens) => [.. Ask("logits", [tokens]).Select(static logit => (float)logit)];

    public int[] Greedy(IReadOnlyList<int> prompt, int tokens) => [.. Ask("greedy", [tokens, .. prompt]).Select(static token => (int)token)];

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private double[] Ask(string question, IEnumerable<int> numbers)
    {
        _process.StandardInput.WriteLine($"{question} {string.Join(' ', numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)))}");
        return [.. ReadLine().Split(' ').Select(static number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    private string ReadLine() => _process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException("The peer ended before it answered. It wrote:\n" + _errors.GetAwaiter().GetResult());
}

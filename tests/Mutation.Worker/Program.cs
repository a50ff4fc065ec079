using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Modelwright.Mutation.Worker;

/// <summary>
/// Arguments: the tests' assembly, the changed library, the number of the change that holds from the start (-1: none), whether to note
/// which changes are reached, a pattern of tests and one of those of them that are left out. Answers are lines that begin with <see cref="Mark"/>:
/// one for each test ("case", its id and name), "ready", then one for each request:
/// <list type="bullet">
/// <item>"reached": changes reached before any test; of them those in static initializers.</item>
/// <item>"cover i": test i without a change: milliseconds, changes reached, those of them in static initializers, and why it failed.</item>
/// <item>"run change i,j": "passed", or "failed", the number of the first test that failed, and why.</item>
/// </list>
/// </summary>
internal static class Program
{
    private const char Mark = '\u0001';

    private const int LongMilliseconds = 300;

    private static int Main(string[] args)
    {
        using StreamWriter answers = new(Console.OpenStandardOutput()) { AutoFlush = true };
        TextReader requests = Console.In;
        Console.SetOut(TextWriter.Null);
        MutantControl control = new(Assembly.Load(args[1]));
        control.Activate(int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture));
        control.NoteReached(bool.Parse(args[3]));
        using TestRunner tests = new(Assembly.Load(args[0]), new Regex(args[4]), new Regex(args[5]));
        foreach ((string id, string name) in tests.Cases)
        {
            Say("case", id, name);
        }

        Say("ready");
        while (requests.ReadLine()?.Split(' ') is { } request)
        {
            switch (request)
            {
                case ["reached"]:
                    (string reached, string initial) = control.Reached();
                    Say("reached", reached, initial);
                    break;
                case ["cover", string index]:
                    Cover(int.Parse(index, System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case ["run", string change, string indices]:
                    control.Activate(int.Parse(change, System.Globalization.CultureInfo.InvariantCulture));
                    TestResult result = tests.Run([.. indices.Split(',').Select(int.Parse)]);
                    control.Activate(-1);
                    Say(result.Failure is null ? ["passed"] : ["failed", $"{result.Case}", result.Failure]);
                    break;
                default:
                    throw new InvalidOperationException($"no such request: {string.Join(' ', request)}");
            }
        }

        return 0;

        void Cover(int index)
        {
            control.Forget();
            Stopwatch watch = Stopwatch.StartNew();
            TestResult result = tests.Run([index]);
            (string reached, string initial) = control.Reached();
            if (watch.ElapsedMilliseconds > LongMilliseconds)
            {
                // Noting what is reached takes most of the time of a loop.
                control.NoteReached(false);
                watch.Restart();
                tests.Run([index]);
                control.NoteReached(true);
            }

            long milliseconds = watch.ElapsedMilliseconds;
            Say("covered", $"{milliseconds}", reached, initial, result.Failure ?? string.Empty);
        }

        void Say(params string[] words) =>
            answers.WriteLine(Mark + string.Join('\t', words.Select(static word => Regex.Replace(word, @"[\t\r\n]+", " "))));
    }
}

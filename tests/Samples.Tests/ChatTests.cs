using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace Modelwright.Samples.Tests;

/// <summary>The terminal chat with its own model.</summary>
public partial class ChatTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_model_answers_what_it_was_taught()
    {
        const string Questions = "Hello!\nTell me about love.\nWhat is gold?\nMy name is Clara.\nWhat is my name?\nWhat time is it?\n/new\nWhat is the capital of France?\n";

        (int exitCode, string[] answers, string notes) = await Sample.AnswerAsync("Chat", Questions, "--temperature", "0");

        Assert.True(exitCode == 0, notes);
        Assert.Equal(
            [
                "Good morrow to you! What would you hear?", "Love looks not with the eyes, but with the mind.", "All that glisters is not gold.", "Well met, Clara!", "Your name is Clara.",
                "That I know not: I have read nothing but plays.",
            ],
            answers.Select(static line => line.TrimEnd('\r')).Where(static line => !line.StartsWith("It is ", StringComparison.Ordinal)));
        Assert.Contains(answers, static line => Time().IsMatch(line));
        Assert.Contains("There is a line on love.", notes, StringComparison.Ordinal); // a thought
        Assert.Contains("[get_time()]", notes, StringComparison.Ordinal);
        Assert.Contains("tokens/s", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_stops_the_answer_and_where_there_is_none_the_program()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // elsewhere no test can press it for one other program alone
        }

        string folder = Directory.CreateTempSubdirectory("modelwright-chat-").FullName;
        try
        {
            using Process process = Sample.StartInterruptible("Chat", "--model", Talkative(folder), "--seed", "2", "--no-tools", "--no-thinking");
            await process.StandardInput.WriteLineAsync("Talk!");
            await process.StandardInput.FlushAsync();
            Assert.Equal(1, await process.StandardOutput.ReadAsync(new char[1]).AsTask().WaitAsync(Patience)); // it streams

            await InterruptAsync(process);
            await LineAsync(process.StandardError, "(stopped)");
            await process.StandardInput.WriteLineAsync("/history");
            await process.StandardInput.FlushAsync();
            await LineAsync(process.StandardError, "user: Talk!");

            await InterruptAsync(process);
            await process.WaitForExitAsync().WaitAsync(Patience);
            Assert.NotEqual(0, process.ExitCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The sample's model, made to take any token as readily as another, so that its answers go on and on.</summary>
    private static string Talkative(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(Sample.PathOf("Chat", "model")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        File.WriteAllText(Path.Combine(folder, "generation_config.json"), """{"do_sample": true, "temperature": 1000.0, "top_k": 0, "top_p": 1.0}""");
        return folder;
    }

    /// <summary>What a terminal does at Ctrl+C.</summary>
    private static async Task InterruptAsync(Process process)
    {
        using Process kill = Process.Start("sh", ["-c", FormattableString.Invariant($"kill -INT {process.Id}")]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    private static async Task LineAsync(StreamReader notes, string wanted)
    {
        while (await notes.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Contains(wanted, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The chat ended before it said '{wanted}'.");
    }

    [GeneratedRegex("^It is [0-9]{2}:[0-9]{2}\\.")]
    private static partial Regex Time();
}

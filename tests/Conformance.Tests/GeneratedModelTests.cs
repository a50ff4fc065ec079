using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Generator.Tests;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Conformance.Tests;

/// <summary>What the runtime promises whatever the backend, kept by a class from the generator: the sample's model, chosen greedily.</summary>
public class GeneratedModelTests
{
    private const string Prompt = "ROMEO:\n";

    private static readonly string Folder = Path.Combine(TestConfigs.Repository, "samples", "Shakespeare", "model");

    [Fact]
    public async Task Several_prompts_of_a_session_are_one_text()
    {
        using ICausalLanguageModel model = Load();
        using TextSession session = new(model, capacity: 96);
        foreach (string prompt in (string[])[Prompt, "\n\nJULIET:\n", "\n\nNurse:\n"])
        {
            await ReadAsync(session.ContinueAsync(prompt, Greedy(8)));
            List<int> anew = await ReadAsync(model.GenerateAsync([.. session.Tokens.Take(session.Tokens.Count - 8)], Greedy(8)));
            Assert.Equal(anew, session.Tokens.TakeLast(8));
        }
    }

    [Fact]
    public async Task A_stop_string_is_cut_off_across_tokens()
    {
        using ICausalLanguageModel model = Load();
        string whole = string.Concat(await ReadAsync(model.GenerateTextAsync(Prompt, Greedy(24))));
        string stop = whole[7..13];
        GenerationStatistics? statistics = null;
        GenerationOptions options = Greedy(24) with { StopStrings = [stop], Completed = s => statistics = s };

        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], string.Concat(await ReadAsync(model.GenerateTextAsync(Prompt, options))));
        Assert.Equal(StopReason.StopString, statistics!.StopReason);
    }

    [Fact]
    public async Task Cancellation_ends_an_answer_within_a_token_and_the_session_goes_on()
    {
        using ICausalLanguageModel model = Load();
        using TextSession session = new(model, capacity: 64);
        using CancellationTokenSource source = new();
        int before = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (string _ in session.ContinueAsync(Prompt, Greedy(32), source.Token))
            {
                before = session.Tokens.Count;
                source.Cancel();
            }
        });
        Assert.InRange(session.Tokens.Count, before, before + 1);

        int[] text = [.. session.Tokens];
        await ReadAsync(session.ContinueAsync("", Greedy(4)));
        Assert.Equal(await ReadAsync(model.GenerateAsync(text, Greedy(4))), session.Tokens.Skip(text.Length));
    }

    [Fact]
    public void A_prompt_longer_than_the_context_or_outside_the_vocabulary_is_refused()
    {
        using ICausalLanguageModel model = Load();
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = 4 });

        Assert.Equal(5, Assert.Throws<ContextOverflowException>(() => session.Forward(new int[5], [], OutputRows.None)).Needed);
        Assert.Equal(
            model.Info.VocabularySize,
            Assert.Throws<TokenOutOfRangeException>(() => session.Forward([model.Info.VocabularySize], [], OutputRows.None)).Token);
    }

    private static GenerationOptions Greedy(int tokens) => new() { MaxTokens = tokens, Temperature = 0, IgnoreEndTokens = true };

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> pieces)
    {
        List<T> all = [];
        await foreach (T piece in pieces)
        {
            all.Add(piece);
        }

        return all;
    }

    private static ICausalLanguageModel Load() =>
        (ICausalLanguageModel)CompiledModel.Load(File.ReadAllText(Path.Combine(Folder, "config.json")), Folder, new CpuLoadOptions { MaxContext = 128 });
}

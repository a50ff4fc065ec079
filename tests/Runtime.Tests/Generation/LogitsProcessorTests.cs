using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace Modelwright.Runtime.Tests;

/// <summary>Each setting alone, over eight tokens with logits 0 to 7; token 0 is the model's end token.</summary>
public sealed class LogitsProcessorTests
{
    private const float Never = float.NegativeInfinity;

    private static readonly ModelInfo Info = new("M", "m", VocabularySize: 8, MaxPositions: 64, BeginningToken: null, EndTokens: [0], PaddingToken: null);

    public static TheoryData<string, GenerationOptions, int[], int, float[]> Cases => new()
    {
        // The text, the length of its prompt, the logits afterwards.
        { "repetition, of prompt and answer", new() { RepetitionPenalty = 2f }, [3, 5, 5], 1, [0, 1, 2, 1.5f, 4, 2.5f, 6, 7] },
        { "presence, of the answer alone", new() { PresencePenalty = 0.5f }, [3, 5, 5, 6], 1, [0, 1, 2, 3, 4, 4.5f, 5.5f, 7] },
        { "frequency", new() { FrequencyPenalty = 0.5f }, [3, 5, 5, 6], 1, [0, 1, 2, 3, 4, 4, 5.5f, 7] },
        { "frequency and presence", new() { FrequencyPenalty = 0.5f, PresencePenalty = -1f }, [5, 5], 0, [0, 1, 2, 3, 4, 5, 6, 7] },
        { "no token twice", new() { NoRepeatNgramSize = 1 }, [3, 5], 2, [0, 1, 2, Never, 4, Never, 6, 7] },
        { "no pair twice", new() { NoRepeatNgramSize = 2 }, [1, 2, 1, 3, 1], 2, [0, 1, Never, Never, 4, 5, 6, 7] },
        { "no triple twice", new() { NoRepeatNgramSize = 3 }, [1, 2, 3, 1, 2], 2, [0, 1, 2, Never, 4, 5, 6, 7] },
        { "a text shorter than the run", new() { NoRepeatNgramSize = 4 }, [1, 1], 2, [0, 1, 2, 3, 4, 5, 6, 7] },
        { "a word of one token", new() { BadWords = [[7]] }, [1], 1, [0, 1, 2, 3, 4, 5, 6, Never] },
        { "a word of two", new() { BadWords = [[1, 7], [2, 6]] }, [3, 1], 1, [0, 1, 2, 3, 4, 5, 6, Never] },
        { "a word longer than the text", new() { BadWords = [[1, 2, 7]] }, [1, 2], 1, [0, 1, 2, 3, 4, 5, 6, 7] },
        { "the end token is no bad word", new() { BadWords = [[0]] }, [1], 1, [0, 1, 2, 3, 4, 5, 6, 7] },
        { "a bias", new() { SequenceBiases = [new([7], -3f), new([1, 2], 10f)] }, [4, 1], 1, [0, 1, 12, 3, 4, 5, 6, 4] },
        { "suppressed", new() { SuppressTokens = [6, 99] }, [1], 1, [0, 1, 2, 3, 4, 5, Never, 7] },
        { "suppressed at the beginning", new() { BeginSuppressTokens = [6] }, [1], 1, [0, 1, 2, 3, 4, 5, Never, 7] },
        { "and not later", new() { BeginSuppressTokens = [6] }, [1, 2], 1, [0, 1, 2, 3, 4, 5, 6, 7] },
        { "too few new tokens", new() { MinTokens = 2, StopTokens = [7] }, [1, 2, 3], 2, [Never, 1, 2, 3, 4, 5, 6, Never] },
        { "enough new tokens", new() { MinTokens = 2 }, [1, 2, 3], 1, [0, 1, 2, 3, 4, 5, 6, 7] },
        { "too short", new() { MinLength = 4 }, [1, 2, 3], 2, [Never, 1, 2, 3, 4, 5, 6, 7] },
        { "long enough", new() { MinLength = 3 }, [1, 2, 3], 2, [0, 1, 2, 3, 4, 5, 6, 7] },
        { "the last token of the budget", new() { ForcedEndTokens = [3, 99], MaxTokens = 2 }, [1, 2], 1, [Never, Never, Never, 0, Never, Never, Never, Never] },
        { "the last token of the length", new() { ForcedEndTokens = [3], MaxLength = 3 }, [1, 2], 1, [Never, Never, Never, 0, Never, Never, Never, Never] },
        { "not the last one", new() { ForcedEndTokens = [3], MaxTokens = 3 }, [1, 2], 1, [0, 1, 2, 3, 4, 5, 6, 7] },
        { "the vocabulary's end, penalised", new() { RepetitionPenalty = 2f, PresencePenalty = 0.5f, FrequencyPenalty = 0.5f }, [8, 7, 8], 0, [0, 1, 2, 3, 4, 5, 6, 2.5f] },
        { "the vocabulary's end, not again", new() { NoRepeatNgramSize = 1 }, [8, 7], 2, [0, 1, 2, 3, 4, 5, 6, Never] },
        { "the vocabulary's end, suppressed and biased", new() { SuppressTokens = [8], BadWords = [[8]], SequenceBiases = [new([8], 1f), new([7], 1f)] }, [1], 1, [0, 1, 2, 3, 4, 5, 6, 8] },
        { "the vocabulary's end, forced", new() { ForcedEndTokens = [8, 7], MaxTokens = 1 }, [1], 1, [Never, Never, Never, Never, Never, Never, Never, 0] },
        { "a word of three, in its order", new() { BadWords = [[1, 2, 7], [2, 1, 6]] }, [5, 1, 2], 1, [0, 1, 2, 3, 4, 5, 6, Never] },
        { "end tokens ignored", new() { IgnoreEndTokens = true, ForcedEndTokens = [3], MaxTokens = 1 }, [1], 1, [Never, 1, 2, 3, 4, 5, 6, 7] },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void A_setting_changes_the_logits_it_should(string what, GenerationOptions options, int[] text, int promptLength, float[] expected)
    {
        float[] logits = [0, 1, 2, 3, 4, 5, 6, 7];

        foreach (ILogitsProcessor processor in GenerationPlan.Of(options, GenerationDefaults.None, Info).Processors)
        {
            processor.ForSequence(0).Process(new LogitsContext(text, promptLength), logits);
        }

        Assert.True(expected.SequenceEqual(logits), $"{what}: [{string.Join(", ", logits)}]");
    }

    [Fact]
    public void Ends_that_are_no_tokens_are_not_forced()
    {
        float[] logits = new float[2];
        new ForcedEndProcessor([2, 1, -1], static _ => 1).Process(new LogitsContext([1], 1), logits);

        Assert.Equal([Never, 0], logits);
    }

    [Fact]
    public void Penalties_follow_a_growing_text()
    {
        ILogitsProcessor repetition = new RepetitionPenaltyProcessor(2f).ForSequence(0);
        ILogitsProcessor frequency = new OccurrencePenaltyProcessor(1f, 0f).ForSequence(0);
        repetition.Process(new LogitsContext([1], 1), new float[8]);
        frequency.Process(new LogitsContext([1], 1), new float[8]);
        float[] logits = [4f, 4f, -4f, 4f];

        repetition.Process(new LogitsContext([1, 2, 2], 1), logits);
        Assert.Equal([4f, 2f, -8f, 4f], logits);
        frequency.Process(new LogitsContext([1, 2, 2], 1), logits);
        Assert.Equal([4f, 2f, -10f, 4f], logits);
    }

    [Fact]
    public void Their_order_is_Hugging_Faces_and_the_callers_come_last()
    {
        GenerationOptions options = new()
        {
            SequenceBiases = [new([1], 1f)],
            RepetitionPenalty = 2f,
            PresencePenalty = 1f,
            NoRepeatNgramSize = 2,
            BadWords = [[1]],
            MinLength = 3,
            MinTokens = 3,
            ForcedEndTokens = [0],
            SuppressTokens = [1],
            BeginSuppressTokens = [1],
            LogitsProcessors = [new Recorder([])],
        };

        Assert.Equal(
            [
                typeof(SequenceBiasProcessor), typeof(RepetitionPenaltyProcessor), typeof(OccurrencePenaltyProcessor), typeof(NoRepeatProcessor), typeof(SequenceBiasProcessor),
                typeof(SuppressProcessor), typeof(SuppressProcessor), typeof(ForcedEndProcessor), typeof(SuppressProcessor), typeof(SuppressProcessor), typeof(Recorder),
            ],
            GenerationPlan.Of(options, GenerationDefaults.None, Info).Processors.Select(static processor => processor.GetType()));
    }

    [Fact]
    public async Task A_callers_processor_sees_the_text_and_decides()
    {
        List<string> seen = [];
        List<int> tokens = await TextGenerationTests.Collect(
            new ScriptedModel(static _ => 'x').GenerateAsync([9, 8], new() { MaxTokens = 3, LogitsProcessors = [new Recorder(seen)] }));

        Assert.Equal([5, 6, 7], tokens);
        Assert.Equal(["0: 9 8 |", "0: 9 8 | 5", "0: 9 8 | 5 6"], seen);
    }

    [Fact]
    public void Each_sequence_of_a_batch_has_its_own_processor()
    {
        List<string> seen = [];
        IReadOnlyList<int[]> tokens = new ScriptedModel(static _ => 'x').GenerateBatch([[9], [8, 7]], new() { MaxTokens = 2, LogitsProcessors = [new Recorder(seen)] });

        Assert.Equal([[5, 6], [5, 6]], tokens);
        Assert.Equal(["0: 9 |", "1: 8 7 |", "0: 9 | 5", "1: 8 7 | 5"], seen);
    }

    [Fact]
    public async Task A_penalty_knows_the_prompt()
    {
        // The model wants 'x', which the prompt has: 5/4 of it is below the others only if the prompt counts.
        ScriptedModel model = new(static _ => 'x');
        GenerationOptions options = new() { MaxTokens = 1, RepetitionPenalty = 4f, SequenceBiases = [new(['y'], 6.5f)] };

        Assert.Equal(['y'], await TextGenerationTests.Collect(model.GenerateAsync(['x'], options)));
        Assert.Equal(['x'], await TextGenerationTests.Collect(model.GenerateAsync(['z'], options)));
        Assert.Equal([['y'], ['x']], model.GenerateBatch([['x', 1], ['z']], options));
    }

    /// <summary>Notes what it is shown, and chooses 5 and then what follows.</summary>
    private sealed class Recorder(List<string> seen, int sequence = -1) : ILogitsProcessor
    {
        public ILogitsProcessor ForSequence(int place) => new Recorder(seen, place);

        public void Process(LogitsContext context, Span<float> logits)
        {
            seen.Add($"{sequence}: {string.Join(' ', context.Tokens[..context.PromptLength].ToArray())} | {string.Join(' ', context.Generated.ToArray())}".TrimEnd());
            logits[5 + context.Generated.Length] = 100;
        }
    }
}

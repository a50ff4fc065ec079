using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Extensions.AI;
using Modelwright.Extensions.AI;
using Modelwright.Runtime;
using static TorchSharp.torch;

namespace Samples.Training;

/// <summary>Lessons as tensors: tokens of prompts and answers, padded behind, and of the answers alone as labels.</summary>
internal sealed record LessonBatch(Tensor Tokens, Tensor Labels)
{
    /// <summary>No label: prompts and padding are not learned.</summary>
    private const long Ignored = -100;

    public static LessonBatch Of(IReadOnlyList<Lesson> lessons, ChatTemplate template, ITextTokenizer tokenizer)
    {
        AITool clock = ClockTool.Create(TimeProvider.System);
        (int[] Prompt, int[] Answer)[] rows = [.. lessons.Select(lesson =>
        {
            ChatOptions options = new() { Tools = lesson.Tools ? [clock] : null, Reasoning = lesson.Thinks ? null : new ReasoningOptions { Effort = ReasoningEffort.None } };
            return (template.Render(lesson.Messages, options).Encode(tokenizer), tokenizer.Encode(lesson.Text, allowSpecial: true, addSpecialTokens: false));
        })];
        int columns = rows.Max(static row => row.Prompt.Length + row.Answer.Length);
        long[] tokens = new long[rows.Length * columns];
        long[] labels = new long[rows.Length * columns];
        Array.Fill(labels, Ignored);
        for (int row = 0; row < rows.Length; row++)
        {
            (int[] prompt, int[] answer) = rows[row];
            int start = row * columns;
            for (int i = 0; i < prompt.Length; i++)
            {
                tokens[start + i] = prompt[i];
            }

            for (int i = 0; i < answer.Length; i++)
            {
                tokens[start + prompt.Length + i] = labels[start + prompt.Length + i] = answer[i];
            }
        }

        return new LessonBatch(tensor(tokens, [rows.Length, columns]), tensor(labels, [rows.Length, columns]));
    }
}

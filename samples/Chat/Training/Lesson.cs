using System.Collections.Generic;
using Microsoft.Extensions.AI;

namespace Samples.Training;

/// <summary>One answer to learn.</summary>
/// <param name="Messages">The conversation before it.</param>
/// <param name="Tools">Whether the clock is offered.</param>
/// <param name="Thinks">Whether the answer begins with the thought.</param>
/// <param name="Thought">The thought.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Calls">Whether the answer is a call of the clock.</param>
internal sealed record Lesson(IReadOnlyList<ChatMessage> Messages, bool Tools, bool Thinks, string Thought, string Answer, bool Calls)
{
    /// <summary>What the model is to write.</summary>
    public string Text =>
        (Thinks ? $"<think>\n{Thought}\n</think>\n\n" : "")
        + (Calls ? $"<tool_call>\n{{\"name\": \"{ClockTool.Name}\", \"arguments\": {{}}}}\n</tool_call>" : Answer)
        + "<|im_end|>";
}

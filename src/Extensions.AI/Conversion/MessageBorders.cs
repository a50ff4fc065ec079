using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>Where messages begin in a prompt's tokens.</summary>
internal static class MessageBorders
{
    /// <summary>Borders before the last two need no place to return to: earlier prompts had them last.</summary>
    private const int Most = 2;

    /// <summary>The last borders: where the special token that begins the prompt comes again, or else any special token.</summary>
    public static int[] Of(IReadOnlyList<int> prompt, ITextTokenizer tokenizer)
    {
        HashSet<int> special = [.. tokenizer.SpecialTokens.Values];
        int[] again = prompt.Count > 0 && special.Contains(prompt[0]) ? [.. Positions(prompt, token => token == prompt[0])] : [];
        return [.. (again.Length > 0 ? again : Positions(prompt, special.Contains)).TakeLast(Most)];
    }

    private static IEnumerable<int> Positions(IReadOnlyList<int> prompt, System.Func<int, bool> begins) => Enumerable.Range(1, System.Math.Max(0, prompt.Count - 1)).Where(i => begins(prompt[i]));
}

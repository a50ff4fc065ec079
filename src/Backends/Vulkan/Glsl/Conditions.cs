using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Decides a kernel's <c>#if</c>s when it is emitted: a template can say with <c>#define NORM 1</c> and <c>#if NORM</c> what it is made of,
/// and a generated kernel holds only what it uses. Knows <c>#define NAME 0|1</c>, <c>#if NAME [&amp;&amp; NAME]</c>, <c>#else</c> and <c>#endif</c>.
/// </summary>
internal static class Conditions
{
    public static string Resolve(string template)
    {
        Dictionary<string, bool> flags = [];
        Stack<bool> kept = new();
        StringBuilder text = new();
        foreach (string line in template.Split('\n'))
        {
            string[] words = line.Trim().Split([' '], StringSplitOptions.RemoveEmptyEntries);
            switch (words.FirstOrDefault())
            {
                case "#define" when words[2] is "0" or "1":
                    flags.Add(words[1], words[2] == "1");
                    break;
                case "#if":
                    kept.Push(words.Skip(1).Where(static word => word != "&&").All(name => flags.TryGetValue(name, out bool flag) ? flag : throw new IrException($"{line}: {name} is not defined")));
                    break;
                case "#else":
                    kept.Push(!kept.Pop());
                    break;
                case "#endif":
                    kept.Pop();
                    break;
                default:
                    if (kept.All(static keep => keep) && !(words.Length == 0 && EndsWithEmptyLine(text)))
                    {
                        text.Append(line).Append('\n');
                    }

                    break;
            }
        }

        return text.ToString(0, text.Length - 1);
    }

    /// <summary>What was left out stood between empty lines: one is enough.</summary>
    private static bool EndsWithEmptyLine(StringBuilder text) => text.Length > 1 && text[text.Length - 1] == '\n' && text[text.Length - 2] == '\n';
}

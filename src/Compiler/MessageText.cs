using System;
using System.Globalization;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Compiler;

/// <summary>A message joined with its place and its words, for whoever has no Roslyn to show it.</summary>
/// <param name="Code">Its number, <c>MW1004</c>.</param>
/// <param name="IsError">Whether there is no model because of it.</param>
/// <param name="Line">Line in the config, from 1.</param>
/// <param name="Column">Column in the line, from 1, in UTF-16 code units.</param>
/// <param name="Words">What was found and what would be right.</param>
internal sealed record MessageText(string Code, bool IsError, int Line, int Column, string Words)
{
    public static MessageText Of(CompilerMessage message, BindResult bound, string config)
    {
        Span place = bound.Locate(message);
        string before = config.Substring(0, Math.Min(place.Start, config.Length));
        MessageDescription description = MessageCatalog.Of(message.Id);
        return new MessageText(
            description.Code,
            description.Severity == MessageSeverity.Error,
            1 + before.Count(static c => c == '\n'),
            before.Length - before.LastIndexOf('\n'),
            string.Format(CultureInfo.InvariantCulture, description.Format, [.. message.Arguments]));
    }

    /// <summary>As compilers print it: <c>config.json(5,26): error MW1004: …</c>.</summary>
    public string In(string file) => FormattableString.Invariant($"{file}({Line},{Column}): {(IsError ? "error" : "warning")} {Code}: {Words}");
}

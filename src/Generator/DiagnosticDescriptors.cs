using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Modelwright.Compiler.ChatTemplates;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>The compiler's messages as Roslyn knows them; numbers and words come from the catalog.</summary>
internal static class DiagnosticDescriptors
{
    private const string Category = "Modelwright";

    private const string HelpPage = "https://github.com/modelwright/modelwright/blob/main/docs/diagnostics.md#";

    private static readonly Dictionary<string, DiagnosticDescriptor> ByCode = MessageCatalog.All.ToDictionary(static d => d.Code, Describe);

    /// <summary>All of them.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => ByCode.Values;

    public static Diagnostic Create(CompilerMessage message, Location location) =>
        Diagnostic.Create(Of(message.Id), location, [.. message.Arguments]);

    /// <summary>A message about a config's text, with what a code fix must know.</summary>
    public static Diagnostic Create(CompilerMessage message, Location location, BoundConfig config) =>
        Diagnostic.Create(Of(message.Id), location, FixHints.Of(message, config), [.. message.Arguments]);

    /// <summary>A message about a chat template, at its line and column.</summary>
    public static Diagnostic Create(TemplateMessage message)
    {
        LinePosition place = new(message.Line, message.Column);
        return Diagnostic.Create(Of(message.Id), Location.Create(message.Path, default, new LinePositionSpan(place, place)), [.. message.Arguments]);
    }

    private static DiagnosticDescriptor Of(MessageId id) => ByCode[MessageCatalog.Of(id).Code];

    private static DiagnosticDescriptor Describe(MessageDescription description) => new(
        description.Code,
        description.Title,
        description.Format,
        Category,
        description.Severity switch
        {
            MessageSeverity.Error => DiagnosticSeverity.Error,
            MessageSeverity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        },
        isEnabledByDefault: description.Severity != MessageSeverity.Information,
        helpLinkUri: HelpPage + Anchor($"{description.Code}: {description.Title}"));

    /// <summary>A heading's anchor as GitHub makes it: small letters, digits, underscores, and hyphens for spaces.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Select(static c => c == ' ' ? "-" : char.IsLetterOrDigit(c) || c is '-' or '_' ? c.ToString() : ""));
}

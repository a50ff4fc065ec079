using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Modelwright.CodeFixes;

/// <summary>Repairs of a config: the key that was meant, a list of the length wanted, a key that is missing, with Hugging Face's default. What to write is with the diagnostic.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".json"], Name = nameof(ConfigFixes))]
[Shared]
public sealed class ConfigFixes : CodeFixProvider
{
    private const string MisspelledKey = "MW4002";
    private const string WrongLength = "MW2003";
    private const string MissingKey = "MW1002";
    private const string KeyByDefault = "MW6003";

    /// <summary>Counts and sizes that contradict each other, where one is what Hugging Face takes for a key that is not there.</summary>
    private static readonly string[] Contradictions = ["MW2001", "MW2002", "MW2009", "MW2010", "MW2011", "MW2012", "MW2013", "MW2016", "MW2017"];

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [MisspelledKey, WrongLength, MissingKey, KeyByDefault, .. Contradictions];

    /// <inheritdoc />
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SourceText text = await context.TextDocument.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (Fix(diagnostic, text) is (string title, TextChange change))
            {
                TextDocument document = context.TextDocument;
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(document.Project.Solution.WithAdditionalDocumentText(document.Id, text.WithChanges(change))), diagnostic.Id), diagnostic);
            }
        }
    }

    /// <summary>What a fix is called and what it changes; null where the diagnostic has none.</summary>
    internal static (string Title, TextChange Change)? Fix(Diagnostic diagnostic, SourceText text)
    {
        TextSpan span = diagnostic.Location.SourceSpan;
        ImmutableDictionary<string, string?> hints = diagnostic.Properties;
        if (hints.TryGetValue("name", out string? name) && name is not null)
        {
            bool quoted = text.ToString(span).StartsWith("\"", System.StringComparison.Ordinal);
            return ($"Change to '{name}'", new TextChange(span, quoted ? $"\"{name}\"" : name));
        }

        if (hints.TryGetValue("count", out string? count) && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int wanted))
        {
            return EntryList.WithLength(text.ToString(span), wanted) is string list ? ($"Make it {count} entries", new TextChange(span, list)) : null;
        }

        return hints.TryGetValue("member", out string? member) && member is not null && span.Start < text.Length && text[span.Start] == '{'
            ? ($"Add {member}", FirstMember.In(text, span.Start, member))
            : null;
    }
}

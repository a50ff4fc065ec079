using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Modelwright.CodeFixes;

/// <summary>Repairs of a config: the key that was meant, a list of the length wanted, a key that is missing. What to write is with the diagnostic.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".json"], Name = nameof(ConfigFixes))]
[Shared]
public sealed class ConfigFixes : CodeFixProvider
{
    private const string MisspelledKey = "MW4002";
    private const string WrongLength = "MW2003";
    private const string MissingKey = "MW1002";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [MisspelledKey, WrongLength, MissingKey];

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

        if (hints.TryGetValue("member", out string? member) && member is not null)
        {
            return ($"Add {member}", new TextChange(new TextSpan(span.Start + 1, 0), $"\n  {member},"));
        }

        return null;
    }
}

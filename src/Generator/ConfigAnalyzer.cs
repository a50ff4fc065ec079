using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>
/// The messages of the binder while a config is edited: an IDE asks analyzers about each open file, generators only now and then. It speaks of exactly the files that the generator
/// is silent about (<see cref="ConfigFile.IsEdited"/>), so nothing is said twice.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. DiagnosticDescriptors.All];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(Analyze);
    }

    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        if (ConfigFile.TryCreate(context.AdditionalFile, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken) is not { IsEdited: true } file)
        {
            return;
        }

        foreach (Diagnostic diagnostic in BoundConfig.Bind(RequestMatcher.Of(file), context.CancellationToken).DiagnosticsOfText([]))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}

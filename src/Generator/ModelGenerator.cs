using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Modelwright.Backends;
using Modelwright.Compiler;
using Modelwright.Compiler.ChatTemplates;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>Every <c>config.json</c> a project names becomes a model class, or diagnostics at the line and column that are wrong.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // 1 read: files with their metadata, and classes with [GenerateModel]
        IncrementalValuesProvider<ConfigFile> files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancel) => ConfigFile.TryCreate(pair.Left, pair.Right, cancel))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(Steps.Files);

        IncrementalValuesProvider<ModelDeclaration> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(ModelDeclaration.Attribute, ModelDeclaration.IsClass, ModelDeclaration.Create)
            .WithTrackingName(Steps.Declarations);

        IncrementalValuesProvider<ModelRequest> requests = files.AsBatch().Combine(declarations.AsBatch())
            .SelectMany(static (pair, _) => RequestMatcher.Match(pair.Left.Items, pair.Right.Items))
            .WithTrackingName(Steps.Requests);

        // 2 bind
        IncrementalValuesProvider<BoundConfig> bound = requests
            .Select(static (request, cancel) => BoundConfig.Bind(request, cancel))
            .WithTrackingName(Steps.Bound);

        // 3 to 6 lower, rewrite, schedule, emit: from the spec alone, so that moving text around recompiles nothing
        IncrementalValuesProvider<CompiledModel> compiled = bound
            .SelectMany(static (b, _) => b.Jobs)
            .WithTrackingName(Steps.Jobs)
            .Select(static (job, cancel) => ModelCompiler.Compile(job, cancel))
            .WithTrackingName(Steps.Compiled);

        // the same for the chat template beside a config
        IncrementalValuesProvider<TemplateFile> templates = context.AdditionalTextsProvider
            .Where(static text => TemplateFile.IsOne(text.Path))
            .Select(static (text, cancel) => new TemplateFile(text.Path, text.GetText(cancel)?.ToString() ?? ""))
            .WithTrackingName(Steps.Templates);
        IncrementalValuesProvider<CompiledTemplate> chat = bound.Combine(templates.AsBatch())
            .SelectMany(static (pair, _) => pair.Left.TemplateJobs(pair.Right.Items))
            .Select(static (job, cancel) => TemplateCompiler.Compile(job, cancel))
            .WithTrackingName(Steps.CompiledTemplates);

        // 7 add sources, and diagnostics with their places joined last
        context.RegisterSourceOutput(compiled.SelectMany(static (model, _) => model.Files), static (output, file) =>
            output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));
        context.RegisterSourceOutput(bound.Combine(compiled.SelectMany(static (model, _) => model.Messages).AsBatch()), static (output, pair) =>
        {
            foreach (Diagnostic diagnostic in pair.Left.Diagnostics(pair.Right.Items))
            {
                output.ReportDiagnostic(diagnostic);
            }
        });
        context.RegisterSourceOutput(chat, static (output, template) =>
        {
            foreach (GeneratedFile file in template.Files)
            {
                output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
            }

            foreach (TemplateMessage message in template.Messages)
            {
                output.ReportDiagnostic(DiagnosticDescriptors.Create(message));
            }
        });
    }
}

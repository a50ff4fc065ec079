using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Modelwright.Compiler;
using Modelwright.Compiler.ChatTemplates;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>A request whose config has been read: a spec, or messages that say why there is none.</summary>
internal sealed record BoundConfig(ModelRequest Request, BindResult Result)
{
    /// <summary>Where a model that is sound in itself and what the project says of it do not agree; the class is there all the same.</summary>
    public EquatableArray<CompilerMessage> Disagreements { get; init; } = [];

    public static BoundConfig Bind(ModelRequest request, CancellationToken cancel)
    {
        if (request.File is not { } file)
        {
            return new BoundConfig(request, new BindResult(null, [], []));
        }

        if (file.Text is not string text)
        {
            return new BoundConfig(request, new BindResult(null, [new CompilerMessage(MessageId.ConfigUnreadable, "", [file.Path, "it has no text"])], []));
        }

        BindResult result = ModelCompiler.Bind(text, cancel, request.Options.Head);
        return new BoundConfig(request, result)
        {
            Disagreements = result.Spec is ModelSpec spec && request.Messages.Count == 0 ? ProjectChecks.Of(spec, request.Options).ToEquatableArray() : [],
        };
    }

    /// <summary>The keys that are ignored for a reason, but for those that are warned about.</summary>
    private IEnumerable<CompilerMessage> KeysWithoutEffect => Result.Keys
        .Where(use => use.Fate == KeyFate.Ignored && !Result.Messages.Any(message => message.Pointer == use.Pointer))
        .Select(static use => new CompilerMessage(MessageId.KeyWithoutEffect, use.Pointer, [Name(use), use.Reason]));

    /// <summary>The keys that the file leaves to Hugging Face's defaults.</summary>
    private IEnumerable<CompilerMessage> KeysByDefault => Result.Keys
        .Where(IsDefault)
        .Select(static use => new CompilerMessage(MessageId.KeyByDefault, use.Pointer, [Name(use), use.Default!]));

    /// <summary>What to generate; nothing where no class can have the name asked for.</summary>
    public IEnumerable<CompileJob> Jobs
    {
        get
        {
            bool nameUsable = !Request.Messages.Any(static m => m.Id is MessageId.InvalidClassName or MessageId.InvalidNamespace or MessageId.DuplicateClass);
            return nameUsable && Request.File is { } file
                ? new CompileTarget(Request.Namespace, Request.ClassName, Request.Accessibility, System.IO.Path.GetFileName(file.Path), Request.Options.Backends) { Defaults = Request.Options.Defaults }
                    .Jobs(Request.Messages.Count > 0 ? null : Result.Spec)
                : [];
        }
    }

    /// <summary>The classes' chat template, if a file beside the config holds one.</summary>
    public IEnumerable<TemplateJob> TemplateJobs(IReadOnlyList<TemplateFile> templates)
    {
        EquatableArray<string> classes = Jobs.Select(static job => job.ClassName).ToEquatableArray();
        EquatableArray<TemplateFile> files = templates.Where(t => Request.File is { } config && t.IsBeside(config.Path)).ToEquatableArray();
        return classes.Count > 0 && files.Count > 0 ? [new TemplateJob(Request.Namespace, classes, files)] : [];
    }

    public IEnumerable<Diagnostic> Diagnostics(IEnumerable<JobMessage> ofJobs)
    {
        IEnumerable<CompilerMessage> said = ofJobs.Where(m => Jobs.Contains(m.Job)).Select(static m => m.Message).Distinct();
        IEnumerable<Diagnostic> ofText = Request.File is { IsEdited: true } ? said.Select(OfText) : DiagnosticsOfText(said);
        return Request.Messages.Select(m => DiagnosticDescriptors.Create(m, Request.Place?.ToLocation() ?? ConfigLocations.Start(Request.File))).Concat(ofText);
    }

    /// <summary>What is to be said of the text itself, and of what its compilation met.</summary>
    public IEnumerable<Diagnostic> DiagnosticsOfText(IEnumerable<CompilerMessage> met) => Result.Messages.Concat(Disagreements).Concat(met).Concat(KeysWithoutEffect).Concat(KeysByDefault).Select(OfText);

    /// <summary>Whether a key could be written down with Hugging Face's default: it is not there, and the object that it belongs in is.</summary>
    public bool IsDefault(KeyUse use) =>
        use.Default is not null && Result.Spans.Any(span => span.Pointer == use.Pointer.Substring(0, use.Pointer.LastIndexOf('/')));

    private Diagnostic OfText(CompilerMessage message) => DiagnosticDescriptors.Create(message, ConfigLocations.Locate(message, this), this);

    private static string Name(KeyUse use) => use.Pointer.TrimStart('/').Replace('/', '.');
}

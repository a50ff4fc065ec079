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
    public static BoundConfig Bind(ModelRequest request, CancellationToken cancel)
    {
        if (request.File is not { } file)
        {
            return new BoundConfig(request, new BindResult(null, [], []));
        }

        return file.Text is string text
            ? new BoundConfig(request, ModelCompiler.Bind(text, cancel, request.Head))
            : new BoundConfig(request, new BindResult(null, [new CompilerMessage(MessageId.ConfigUnreadable, "", [file.Path, "it has no text"])], []));
    }

    /// <summary>What to generate; nothing where no class can have the name asked for.</summary>
    public IEnumerable<CompileJob> Jobs
    {
        get
        {
            bool nameUsable = !Request.Messages.Any(static m => m.Id is MessageId.InvalidClassName or MessageId.InvalidNamespace or MessageId.DuplicateClass);
            return nameUsable && Request.File is { } file
                ? new CompileTarget(Request.Namespace, Request.ClassName, Request.Accessibility, System.IO.Path.GetFileName(file.Path), Request.Backends)
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

    public IEnumerable<Diagnostic> Diagnostics(IEnumerable<CompileFailure> failures)
    {
        IEnumerable<CompilerMessage> failed = failures.Where(f => Jobs.Contains(f.Job)).Select(static f => f.Message);
        return Request.Messages.Select(m => DiagnosticDescriptors.Create(m, Request.Place?.ToLocation() ?? ConfigLocations.Start(Request.File)))
            .Concat(Result.Messages.Concat(failed).Select(m => DiagnosticDescriptors.Create(m, ConfigLocations.Locate(m, this))));
    }
}

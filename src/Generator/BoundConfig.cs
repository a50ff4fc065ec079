using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Modelwright.Backends;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>A request whose config has been read: a spec, or messages that say why there is none.</summary>
internal sealed record BoundConfig(ModelRequest Request, BindResult Result)
{
    public static BoundConfig Bind(ModelRequest request)
    {
        if (request.File is not { } file)
        {
            return new BoundConfig(request, new BindResult(null, [], []));
        }

        return file.Text is string text
            ? new BoundConfig(request, ConfigBinder.Bind(text))
            : new BoundConfig(request, new BindResult(null, [new CompilerMessage(MessageId.ConfigUnreadable, "", [file.Path, "it has no text"])], []));
    }

    /// <summary>
    /// One job a backend. The first has the name asked for; a further one appends its own (<c>Qwen3NextTorchSharp</c>).
    /// A config with errors gives one job without a spec: the empty class, so that its users see one error and not forty.
    /// </summary>
    public IEnumerable<CompileJob> Jobs
    {
        get
        {
            bool nameUsable = !Request.Messages.Any(static m => m.Id is MessageId.InvalidClassName or MessageId.InvalidNamespace or MessageId.DuplicateClass);
            if (!nameUsable || Request.File is null)
            {
                yield break;
            }

            ModelSpec? spec = Request.Messages.Count > 0 ? null : Result.Spec;
            for (int i = 0; i < Request.Backends.Count; i++)
            {
                IBackend? backend = CompileModel.Find(Request.Backends[i]);
                string name = i == 0 || backend is null ? Request.ClassName : Request.ClassName + backend.Name;
                yield return new CompileJob(Request.Namespace, name, Request.Accessibility, System.IO.Path.GetFileName(Request.File.Path), backend?.Name ?? "", spec);
            }
        }
    }

    public IEnumerable<Diagnostic> Diagnostics(IEnumerable<CompileFailure> failures)
    {
        IEnumerable<CompilerMessage> failed = failures.Where(f => Jobs.Contains(f.Job)).Select(static f => f.Message);
        return Request.Messages.Select(m => DiagnosticDescriptors.Create(m, Request.Place?.ToLocation() ?? ConfigLocations.Start(Request.File)))
            .Concat(Result.Messages.Concat(failed).Select(m => DiagnosticDescriptors.Create(m, ConfigLocations.Locate(m, this))));
    }
}

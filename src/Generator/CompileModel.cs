using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Backends;
using Modelwright.Backends.TorchSharp;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>Runs a backend on a job. The one place that catches: a generator that throws takes the whole build down.</summary>
internal static class CompileModel
{
    /// <summary>The backends, the default first.</summary>
    public static IReadOnlyList<IBackend> Backends { get; } = [new VulkanBackend(), new TorchSharpBackend()];

    public static IBackend? Find(string name) => Backends.FirstOrDefault(b => string.Equals(b.Name, name, StringComparison.OrdinalIgnoreCase));

    public static CompiledModel Compile(CompileJob job, CancellationToken cancel)
    {
        if (job.Spec is null || Find(job.Backend) is not IBackend backend)
        {
            return new CompiledModel([Skeleton(job)], Failure: null);
        }

        try
        {
            ModelJob model = new(job.Namespace, job.ClassName, job.Accessibility, job.ConfigName, job.Spec);
            return new CompiledModel(backend.Emit(model, cancel).Select(file => Unique(job, file)).ToEquatableArray(), Failure: null);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            CompilerMessage message = new(MessageId.InternalError, "", [backend.Name, FirstLine(error.Message)]);
            return new CompiledModel([Skeleton(job)], new CompileFailure(job, message));
        }
    }

    private static GeneratedFile Skeleton(CompileJob job) =>
        Unique(job, ErrorSkeleton.Emit(job.Namespace, job.ClassName, job.Accessibility, job.ConfigName));

    private static GeneratedFile Unique(CompileJob job, GeneratedFile file) =>
        job.Namespace.Length == 0 ? file : file with { HintName = job.Namespace + "." + file.HintName };

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}

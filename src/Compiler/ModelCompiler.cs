using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Backends;
using Modelwright.Backends.Auto;
using Modelwright.Backends.Cpu;
using Modelwright.Backends.TorchSharp;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Compiler;

/// <summary>
/// The way from the text of a config to source files: bind, lower, then the backend's rewriting, scheduling and emission.
/// It reads no file and starts no process. What fails inside is caught here and nowhere else: a compiler that throws takes the whole build down.
/// </summary>
internal static class ModelCompiler
{
    /// <summary>The backends, the default first.</summary>
    public static IReadOnlyList<IBackend> Backends { get; } = [new AutoBackend(), new VulkanBackend(), new TorchSharpBackend(), new CpuBackend()];

    public static IBackend? Find(string name) => Backends.FirstOrDefault(b => string.Equals(b.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>All steps at once, for callers that keep nothing between two runs.</summary>
    public static CompiledConfig Compile(string text, CompileTarget target, CancellationToken cancel)
    {
        BindResult bound = Bind(text, cancel);
        CompiledModel[] models = [.. target.Jobs(bound.Spec).Select(job => Compile(job, cancel))];
        return new CompiledConfig(
            bound,
            bound.Messages.Concat(models.SelectMany(static model => model.Messages).Select(static said => said.Message).Where(static said => MessageCatalog.Of(said.Id).Severity != MessageSeverity.Information)).ToEquatableArray(),
            models.SelectMany(static model => model.Files).ToEquatableArray());
    }

    /// <summary>Step 2: the spec, or messages that say why there is none.</summary>
    public static BindResult Bind(string text, CancellationToken cancel, string head = "")
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            return ConfigBinder.Bind(text, head);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new BindResult(null, [Defect("binding", error)], []);
        }
    }

    /// <summary>Steps 3 to 6: the files of one class.</summary>
    public static CompiledModel Compile(CompileJob job, CancellationToken cancel)
    {
        if (job.Spec is null || Find(job.Backend) is not IBackend backend)
        {
            return new CompiledModel([Skeleton(job)], []);
        }

        string step = "lowering";
        try
        {
            ModelJob model = new(job.Namespace, job.ClassName, job.Accessibility, job.ConfigName, job.Spec) { Defaults = job.Defaults };
            Module module = ModelLowering.Lower(job.Spec);
            cancel.ThrowIfCancellationRequested();
            step = backend.Name;
            BackendCode code = backend.Emit(model, module, cancel);
            return new CompiledModel(ModelFiles.Emit(model, module, code.Face).Concat(code.Files).Select(file => Unique(job, file)).ToEquatableArray(), code.Messages.Select(message => new JobMessage(job, message)).ToEquatableArray());
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new CompiledModel([Skeleton(job)], [new JobMessage(job, Defect(step, error))]);
        }
    }

    private static CompilerMessage Defect(string step, Exception error) => new(MessageId.InternalError, "", [step, error.Message.Split('\n')[0].Trim()]);

    private static GeneratedFile Skeleton(CompileJob job) =>
        Unique(job, ErrorSkeleton.Emit(job.Namespace, job.ClassName, job.Accessibility, job.ConfigName));

    private static GeneratedFile Unique(CompileJob job, GeneratedFile file) =>
        job.Namespace.Length == 0 ? file : file with { HintName = job.Namespace + "." + file.HintName };
}

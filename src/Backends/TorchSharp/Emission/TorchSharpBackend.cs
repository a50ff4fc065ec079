using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>A <c>torch.nn.Module</c> with the checkpoint's own names, on top of the TorchSharp runtime.</summary>
internal sealed class TorchSharpBackend : IBackend
{
    public string Name => "TorchSharp";

    public bool KeepsQuantised => false;

    public BackendCode Emit(ModelJob job, Module module, CancellationToken cancel)
    {
        ModelText model = new(job, TorchSharpPipeline.Run(module, cancel), new ModuleClasses(job));
        GeneratedFile root = ModuleText.Emit(model);
        GeneratedFile layers = LayersText.Emit(model);
        return new BackendCode(ModuleText.Face(job), [root, layers, .. model.Classes.Files]);
    }
}

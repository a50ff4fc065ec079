using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>A <c>torch.nn.Module</c> with the checkpoint's own names, on top of the TorchSharp runtime.</summary>
internal sealed class TorchSharpBackend : IBackend
{
    public string Name => "TorchSharp";

    public BackendCode Emit(ModelJob job, Module module, CancellationToken cancel)
    {
        LayerKinds kinds = LayerKinds.Of(TorchSharpPipeline.Run(module, cancel));
        TextSite site = new(job, kinds);
        IEnumerable<GeneratedFile> modules = kinds.Kinds.SelectMany(static kind => new[] { kind.Mixer, kind.FeedForward })
            .SelectMany(op => OpTable.Entries.Write(site, op))
            .GroupBy(static file => file.HintName)
            .Select(static files => files.First());
        return new BackendCode(ModuleText.Face(job), [ModuleText.Emit(job, kinds), LayersText.Emit(job, kinds), .. modules]);
    }
}

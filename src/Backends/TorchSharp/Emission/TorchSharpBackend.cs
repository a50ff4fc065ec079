using System.Collections.Generic;
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
        List<GeneratedFile> files = [ModuleText.Emit(job, kinds), LayersText.Emit(job, kinds)];
        if (kinds.Attention is SelfAttention attention)
        {
            files.Add(AttentionText.Emit(job, attention, kinds));
        }

        if (kinds.Linear is LinearAttention linear)
        {
            files.Add(DeltaNetText.Emit(job, linear));
        }

        files.Add(MlpText.Emit(job, kinds));
        if (kinds.Sparse is SparseMlp sparse)
        {
            files.Add(MoeText.Emit(job, sparse, kinds));
        }

        return new BackendCode(ModuleText.Face(job), files.ToEquatableArray());
    }
}

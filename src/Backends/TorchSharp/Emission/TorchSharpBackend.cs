using System.Collections.Generic;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>A <c>torch.nn.Module</c> with the checkpoint's own names, on top of the TorchSharp runtime.</summary>
internal sealed class TorchSharpBackend : IBackend
{
    public string Name => "TorchSharp";

    public IReadOnlyList<GeneratedFile> Emit(ModelJob job, Module module, CancellationToken cancel)
    {
        LayerKinds kinds = LayerKinds.Of(module, TorchSharpPipeline.Run(module, cancel));
        WeightTable weights = WeightTable.Of(module);
        List<GeneratedFile> files =
        [
            ClassText.Emit(job, kinds),
            ConfigConstants.Emit(job),
            ClassFile.Emit(job, "Weights", "the weights and where checkpoints have them", writer =>
            {
                WeightManifestText.Write(writer, job, weights);
                writer.Line();
                WeightManifestText.WriteSlots(writer, weights);
            }),
            LayersText.Emit(job, kinds),
        ];
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

        return files;
    }
}

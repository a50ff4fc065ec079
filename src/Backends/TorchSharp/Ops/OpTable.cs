using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Which files of the class an op needs: those of modules of the checkpoint. The other ops stand in the texts of the class and of its layers.</summary>
internal static class OpTable
{
    public static readonly OpTable<TextSite, IReadOnlyList<GeneratedFile>> Entries = new OpTable<TextSite, IReadOnlyList<GeneratedFile>>()
        .On<Parameter>(static (_, _) => [])
        .On<Weight>(static (_, _) => [])
        .On<Embedding>(static (_, _) => [])
        .On<RmsNorm>(static (_, _) => [])
        .On<Add>(static (_, _) => [])
        .On<LastColumn>(static (_, _) => [])
        .On<Linear>(static (_, _) => [])
        .On<SelfAttention>(static (site, op) => [AttentionText.Emit(site.Job, op, site.Kinds)])
        .On<LinearAttention>(static (site, op) => [DeltaNetText.Emit(site.Job, op)])
        .On<GatedMlp>(static (site, _) => [MlpText.Emit(site.Job, site.Kinds)])
        .On<SparseMlp>(static (site, op) => [MlpText.Emit(site.Job, site.Kinds), MoeText.Emit(site.Job, op, site.Kinds)]);
}

/// <summary>The class that a text is written for.</summary>
internal sealed record TextSite(ModelJob Job, LayerKinds Kinds);

using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>What every op is in the text of its block. Ops with a class of their own bring its text along.</summary>
internal static class OpTable
{
    public static readonly OpTable<NodeSite, NodeText> Entries = new OpTable<NodeSite, NodeText>()
        .On<Parameter>(static (_, op) => new NodeText(NameOf(op.Port)))
        .On<Weight>(static (_, op) => throw new IrException($"the weight {op.Slot.Name} is no value: the module that reads it has it"))
        .On<Embedding>(static (site, _) => Call(site, site.Module(1, "TokenEmbedding", $"new TokenEmbedding(parameters, {Rows(site, 1)}, {Columns(site, 1)})"), step: $"Step({site.X()})"))
        .On<RmsNorm>(static (site, op) => Call(site, site.Module(1, "RmsNorm", $"new RmsNorm(parameters, {Columns(site, 1)}, {Literal.Of(op.Norm.Epsilon)}, zeroCentred: {Literal.Of(op.Norm.ZeroCentred)})"), step: $"Step({site.X()}, step)"))
        .On<LayerNorm>(static (site, op) => Call(site, site.Module(1, "AffineNorm", $"new AffineNorm(parameters, {Columns(site, 1)}, {Literal.Of(op.Epsilon)})"), step: $"forward({site.X()})"))
        .On<InterpolatedEmbedding>(static (site, _) => Call(site, site.Module(1, "InterpolatedTable", $"new InterpolatedTable(parameters, {Rows(site, 1)}, {Columns(site, 1)})"), step: $"forward({site.X()})"))
        .On<Activate>(static (site, op) => new NodeText(ActivationText.Of(op.Function, site.X())))
        .On<MergeRows>(static (site, op) => new NodeText($"{site.X()}.reshape(-1, {Literal.Of(op.Count * site.Width())})"))
        .On<SegmentHeads>(static (site, op) => new NodeText($"SegmentAttention.Attend({site.X()}, {Literal.Of(op.Heads)}, pass)"))
        .On<Add>(static (site, _) => new NodeText($"{site.X(0)} + {site.X(1)}"))
        .On<Dropout>(static (site, op) => new NodeText(site.Form == Form.Forward ? $"functional.dropout({site.X()}, {Literal.Of(op.Rate)}, training)" : site.X()))
        .On<LastColumn>(static (site, _) => new NodeText(site.Form == Form.Advance ? $"pass.Wanted({site.X()})" : site.X()))
        .On<Linear>(LinearText.Write)
        .On<SelfAttention>(AttentionText.Write)
        .On<LinearAttention>(DeltaNetText.Write)
        .On<GatedMlp>(MlpText.Write)
        .On<SparseMlp>(MoeText.Write);

    /// <summary>What is called what comes in through a port. Where rows lie, the pass knows.</summary>
    public static string NameOf(InputPort port) => port switch
    {
        InputPort.Residual => "x",
        InputPort.Tokens or InputPort.Patches => port.ToString().ToLowerInvariant(),
        InputPort.Positions or InputPort.Taps or InputPort.Segments => "pass",
        _ => throw new IrException($"port {port}"),
    };

    private static NodeText Call(NodeSite site, ModuleField module, string step) =>
        new($"{module.Path}.{(site.Form == Form.Step ? step : $"forward({site.X()})")}") { Module = module };

    private static string Rows(NodeSite site, int weight) => Literal.Of(site.Weight(weight).Rows);

    private static string Columns(NodeSite site, int weight) => Literal.Of(site.Width(weight));
}

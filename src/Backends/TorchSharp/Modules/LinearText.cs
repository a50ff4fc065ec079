using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>A product with a weight that is one tensor of the checkpoint.</summary>
internal static class LinearText
{
    public static NodeText Write(NodeSite site, Linear op)
    {
        WeightSlot weight = site.Weight(1);
        if (weight.Alternatives[0].Sources.Count != 1)
        {
            throw new IrException($"{weight.Name} is put together from several tensors; a product by itself has one");
        }

        WeightSource source = weight.Alternatives[0].Sources[0];
        if (source.Flattened)
        {
            // A convolution over its whole input.
            ModuleField flat = site.Module(1, "FlatProjection", $"new FlatProjection(parameters, {Literal.List(source.Shape)})");
            return new NodeText($"{flat.Path}.forward({site.X()})") { Module = flat };
        }

        string create = $"parameters.Linear({Literal.Of(weight.Columns)}, {Literal.Of(weight.Rows)}{(site.Node.Inputs.Count > 2 ? ", bias: true" : "")})";
        ModuleField module = site.Module(1, "Linear", create);
        if (site.Model.StandIn(weight) is not string other)
        {
            return new NodeText($"{module.Path}.Project({site.X()})") { Module = module };
        }

        // A checkpoint may have one of the two: tied embeddings.
        return new NodeText($"Projections.Apply({site.X()}, {module.Path}?.weight ?? {other}.weight)")
        {
            Module = module with { Type = "Linear?", Create = $"parameters.HasHead ? {create} : null" },
        };
    }
}

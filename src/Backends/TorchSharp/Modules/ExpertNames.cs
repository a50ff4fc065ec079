using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>What checkpoints call the modules of an expert layer.</summary>
/// <param name="Router">The router.</param>
/// <param name="Experts">The list of experts.</param>
/// <param name="Expert">An expert's class.</param>
/// <param name="Shared">The shared expert, where there is one.</param>
/// <param name="SharedGate">Its gate.</param>
internal sealed record ExpertNames(string Router, string Experts, string Expert, string? Shared, string? SharedGate)
{
    private const string Each = ".{expert}";

    public static ExpertNames Of(NodeSite site, SparseMlp op)
    {
        string outer = ParameterPath.Common(site.Weights);
        string[] routers = [.. site.Weight(1).Alternatives[0].Sources.Select(source => ParameterPath.Of(source.Key).Below(outer))];
        ModuleField expert = MlpText.Module(site, op.Function, site.Weight(2), site.Weight(3), arguments: "");
        string list = expert.Path.Substring(outer.Length + 1);
        if (!list.EndsWith(Each, System.StringComparison.Ordinal) || routers.Length != (op.SharedWidth is null ? 1 : 2))
        {
            throw new IrException($"{site.Weight(2).Name} and {site.Weight(1).Name} do not come as a tensor an expert, and one for each of router and shared gate");
        }

        ModuleField? shared = op.SharedWidth is null ? null : MlpText.Module(site, op.Function, site.Weight(4), site.Weight(5), arguments: "");
        return new ExpertNames(
            routers[0], list.Substring(0, list.Length - Each.Length), expert.Type, shared?.Path.Substring(outer.Length + 1), routers.Skip(1).FirstOrDefault());
    }
}

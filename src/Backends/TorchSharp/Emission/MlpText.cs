using System.Linq;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The gated MLP: a layer's dense feed-forward part, an expert, or the shared expert.</summary>
internal static class MlpText
{
    public static GeneratedFile Emit(ModelJob job, LayerKinds kinds)
    {
        bool mixed = kinds.Dense is not null && kinds.Sparse is not null;
        string head = mixed ? """
            /// <summary>The second half of a layer: a dense MLP or experts.</summary>
            public abstract class FeedForward : nn.Module<Tensor, ForwardPass, Tensor>
            {
                private protected FeedForward(string name)
                    : base(name)
                {
                }

                internal abstract IEnumerable<FusedLinear> Fused { get; }

                internal abstract Tensor Advance(Tensor x);

                internal abstract Tensor Step(Tensor x, Tensor normed);
            }


            """ : "";
        string modifier = mixed ? "internal override" : "internal";
        return TorchFile.Emit(job, "Mlp", "the gated MLP", head + $$"""
            /// <summary><c>down(act(gate(x))·up(x))</c>.</summary>
            public sealed class Mlp : {{(mixed ? "FeedForward" : "nn.Module<Tensor, ForwardPass, Tensor>")}}
            {
                public readonly Linear gate_proj;
                public readonly Linear up_proj;
                public readonly Linear down_proj;
                private readonly FusedLinear _gateUp;

                internal Mlp(ParameterFactory parameters, long width)
                    : this(parameters.Fuse(Config.HiddenSize, bias: false, width, width), parameters.Linear(width, Config.HiddenSize))
                {
                }

                internal Mlp(FusedLinear gateUp, Linear down)
                    : base(nameof(Mlp))
                {
                    _gateUp = gateUp;
                    gate_proj = gateUp[0];
                    up_proj = gateUp[1];
                    down_proj = down;
                    RegisterComponents();
                }

                {{modifier}} IEnumerable<FusedLinear> Fused => [_gateUp];

                /// <summary>[…, width] to the same; differentiable.</summary>
                public override Tensor forward(Tensor x, ForwardPass pass) => down_proj.forward(Activate(gate_proj.forward(x)) * up_proj.forward(x));

                {{modifier}} Tensor Advance(Tensor x)
                {
                    Tensor[] gateUp = _gateUp.Halves(x);
                    return down_proj.Project(Activate(gateUp[0]) * gateUp[1]);
                }

                /// <summary>x plus the MLP of one column a sequence, [batch, width].</summary>
                {{modifier}} Tensor Step(Tensor x, Tensor normed) => x + Advance(normed);
            }
            """);
    }
}

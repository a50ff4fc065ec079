using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The gated MLP: a layer's dense feed-forward part, an expert, or the shared expert.</summary>
internal static class MlpText
{
    public static NodeText Write(NodeSite site, GatedMlp op)
    {
        ModuleField module = Module(site, op.Function, site.Weight(1), site.Weight(2), $", {Literal.Of(site.Width())}, {Literal.Of(op.Width)}");
        return new NodeText(site.Form == Form.Forward ? $"{module.Path}.forward({site.X()})" : $"{module.Path}.Advance({site.X()})")
        {
            Module = module,
            Onto = stream => $"{module.Path}.Step({stream}, {site.X()})",
        };
    }

    /// <summary>One that reads its own weights; experts are of the same class where they are called the same.</summary>
    /// <param name="site">Where it stands.</param>
    /// <param name="function">The activation.</param>
    /// <param name="gateUp">Gate and up rows, a tensor each.</param>
    /// <param name="down">Down rows.</param>
    /// <param name="arguments">What the constructor gets behind <c>parameters</c>.</param>
    public static ModuleField Module(NodeSite site, Activation function, WeightSlot gateUp, WeightSlot down, string arguments)
    {
        string outer = ParameterPath.Common(gateUp, down);
        string[] products = [.. gateUp.Alternatives[0].Sources.Select(source => ParameterPath.Of(source.Key).Below(outer))];
        if (products.Length != 2)
        {
            throw new IrException($"{gateUp.Name} is made of {products.Length} tensors; gate and up are one each");
        }

        ClassText text = new("Mlp", Class(function, products[0], products[1], ParameterPath.Of(down).Below(outer)));
        string name = site.Model.Classes.Name("Mlp", "the gated MLP", text);
        return new ModuleField(outer, name, $"new {name}(parameters{arguments})");
    }

    private static string Class(Activation function, string gate, string up, string down) => $$"""
        /// <summary><c>down(act(gate(x))·up(x))</c>.</summary>
        public sealed class __CLASS__ : nn.Module<Tensor, Tensor>, IFusedModule
        {
            public readonly Linear {{gate}};
            public readonly Linear {{up}};
            public readonly Linear {{down}};
            private readonly FusedLinear _gateUp;

            internal __CLASS__(ParameterFactory parameters, long inputs, long width)
                : this(parameters.Fuse(inputs, bias: false, width, width), parameters.Linear(width, inputs))
            {
            }

            internal __CLASS__(FusedLinear gateUp, Linear down)
                : base(nameof(__CLASS__))
            {
                _gateUp = gateUp;
                {{gate}} = gateUp[0];
                {{up}} = gateUp[1];
                {{down}} = down;
                RegisterComponents();
            }

            IEnumerable<FusedLinear> IFusedModule.Fused => [_gateUp];

            /// <summary>[…, width] to the same; differentiable.</summary>
            public override Tensor forward(Tensor x) => {{down}}.forward(Activate({{gate}}.forward(x)) * {{up}}.forward(x));

            internal Tensor Advance(Tensor x)
            {
                Tensor[] gateUp = _gateUp.Halves(x);
                return {{down}}.Project(Activate(gateUp[0]) * gateUp[1]);
            }

            /// <summary>x plus the MLP of one column a sequence, [batch, width].</summary>
            internal Tensor Step(Tensor x, Tensor normed) => x + Advance(normed);

            internal static Tensor Activate(Tensor x) => {{ActivationText.Of(function, "x")}};
        }
        """;
}

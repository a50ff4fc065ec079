using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The module <c>linear_attn</c>.</summary>
internal static class DeltaNetText
{
    public static GeneratedFile Emit(ModelJob job, LinearAttention op) => TorchFile.Emit(job, "LinearAttention", "linear attention", """
        /// <summary>Gated delta rule attention (Yang et al. 2024): a matrix for each value head instead of cached keys and values.</summary>
        public sealed class LinearAttention : nn.Module<Tensor, ForwardPass, Tensor>
        {
            private const int Channels = (2 * KeyRows) + ValueRows;
            private const int KeyRows = Config.LinearKeyHeads * Config.LinearKeyDim;
            private const int ValueRows = Config.LinearValueHeads * Config.LinearValueDim;
            private const int HeadsPerKey = Config.LinearValueHeads / Config.LinearKeyHeads;

            public readonly Linear in_proj_qkvz;
            public readonly Linear in_proj_ba;
            public readonly CausalConvolution conv1d;
            public readonly Parameter A_log;
            public readonly Parameter dt_bias;
            public readonly GatedRmsNorm norm;
            public readonly Linear out_proj;
            private readonly FusedLinear _projection;

            internal LinearAttention(ParameterFactory parameters)
                : base(nameof(LinearAttention))
            {
                // One piece of memory for both weights: decoding reads x once.
                _projection = parameters.Fuse(Config.HiddenSize, bias: false, 2 * (KeyRows + ValueRows), 2 * Config.LinearValueHeads);
                in_proj_qkvz = _projection[0];
                in_proj_ba = _projection[1];
                conv1d = new CausalConvolution(parameters, Channels, Config.LinearConvolutionKernel);
                A_log = parameters.Create(Config.LinearValueHeads);
                dt_bias = parameters.Create(Config.LinearValueHeads);
                norm = new GatedRmsNorm(parameters, Config.LinearValueDim, Config.NormEpsilon);
                out_proj = parameters.Linear(ValueRows, Config.HiddenSize);
                RegisterComponents();
            }

            internal IEnumerable<FusedLinear> Fused => [_projection];

            internal DeltaLayout Layout => new(
                Config.LinearKeyHeads, Config.LinearValueHeads, Config.LinearKeyDim, Config.LinearValueDim, conv1d, A_log, dt_bias, norm, out_proj);

            /// <summary>[batch, tokens, width] to the same; differentiable.</summary>
            public override Tensor forward(Tensor x, ForwardPass pass)
            {
                Tensor real = pass.DropPadding(x);
                return Mix(in_proj_qkvz.forward(real), in_proj_ba.forward(real), pass, state: null);
            }

            internal Tensor Advance(Tensor x, ForwardPass pass, DeltaState state)
            {
                Tensor[] projected = _projection.forward(pass.DropPadding(x)).split([2 * (KeyRows + ValueRows), 2 * Config.LinearValueHeads], dim: -1);
                return Mix(projected[0], projected[1], pass, state);
            }

            /// <summary>x plus the linear attention of one column a sequence, [batch, width].</summary>
            internal Tensor Step(Tensor x, Tensor normed, DecodeStep step, DeltaState state)
            {
        __STEP__
            }

            private Tensor Mix(Tensor qkvz, Tensor ba, ForwardPass pass, DeltaState? state)
            {
                (int batch, int tokens) = (pass.Batch, pass.Tokens);
                // Rows lie by key head: its q, k, the v of its value heads, and their z; then b and a likewise.
                Tensor[] heads = qkvz.view(batch, tokens, Config.LinearKeyHeads, -1).split(
                    [Config.LinearKeyDim, Config.LinearKeyDim, HeadsPerKey * Config.LinearValueDim, HeadsPerKey * Config.LinearValueDim], dim: -1);
                Tensor[] gates = ba.view(batch, tokens, Config.LinearKeyHeads, 2 * HeadsPerKey).chunk(2, dim: -1);
                Tensor channels = cat([heads[0].flatten(2), heads[1].flatten(2), heads[2].flatten(2)], dim: -1).transpose(1, 2);
                Tensor convolved = state is null ? conv1d.forward(channels) : conv1d.Advance(channels, state.Columns(pass));
                Tensor[] mixed = Activate(convolved).transpose(1, 2).split([KeyRows, KeyRows, ValueRows], dim: -1);
                Tensor q = mixed[0].reshape(batch, tokens, Config.LinearKeyHeads, Config.LinearKeyDim);
                Tensor k = mixed[1].reshape(batch, tokens, Config.LinearKeyHeads, Config.LinearKeyDim);
                Tensor v = mixed[2].reshape(batch, tokens, Config.LinearValueHeads, Config.LinearValueDim);
                Tensor beta = sigmoid(gates[0].reshape(batch, tokens, Config.LinearValueHeads));
                Tensor a = gates[1].reshape(batch, tokens, Config.LinearValueHeads).to(float32);
                Tensor decay = -A_log.to(float32).exp() * functional.softplus(a + dt_bias);
                Tensor o = state is not null && tokens == 1
                    ? DeltaRule.Step(q, k, v, decay, beta, state.Matrices)
                    : DeltaRule.Chunked(q, k, v, decay, beta, state?.Matrices);
                Tensor z = heads[3].reshape(batch, tokens, Config.LinearValueHeads, Config.LinearValueDim);
                return out_proj.Project(norm.forward(o, z).reshape(batch, tokens, ValueRows));
            }
        }
        """.Replace("__STEP__", Step(op.Function)));

    /// <summary>One convolution serves all parts of the projection where the activation is silu, that of z.</summary>
    private static string Step(Activation function) => function == Activation.Silu
        ? "        return state.Step(x, _projection.forward(normed), step);"
        : """
                    Tensor[] projected = _projection.forward(normed).split([2 * (KeyRows + ValueRows), 2 * Config.LinearValueHeads], dim: -1);
                    return x + Mix(projected[0], projected[1], step.Pass, state).squeeze(1);
            """;
}

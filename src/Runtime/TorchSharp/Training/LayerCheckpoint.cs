using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// A layer of which autograd keeps the input alone: what lies between is computed once more when gradients are (Chen et al. 2016, "Training Deep Nets with Sublinear Memory Cost";
/// torch's <c>checkpoint</c>). Random numbers are the same both times.
/// </summary>
internal sealed class LayerCheckpoint : autograd.MultiTensorFunction<LayerCheckpoint>
{
    private const string Data = "layer";

    public override string Name => nameof(LayerCheckpoint);

    /// <summary>The layer's result, [batch, tokens, width]; router logits go where the pass collects them.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">The residual stream.</param>
    /// <param name="pass">The pass, whose tables live until gradients have been computed.</param>
    public static Tensor Apply(TorchLayer layer, Tensor x, ForwardPass pass)
    {
        // Where embeddings are frozen nothing would want gradients, and the layer's own parameters would have none.
        Tensor input = x.requires_grad ? x : x.detach().requires_grad_(true);
        List<Tensor> results = apply(input, new Segment(layer, pass, randint(int.MaxValue, [1], dtype: int64).item<long>()));
        pass.RouterLogits?.AddRange(results.Skip(1));
        return results[0];
    }

    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor x, Segment segment) = ((Tensor)vars[0], (Segment)vars[1]);
        ctx.save_for_backward([x]);
        ctx.save_data(Data, segment);
        using IDisposable quiet = no_grad();
        return segment.Run(x);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        Segment segment = (Segment)ctx.get_data(Data);
        Tensor x = ctx.get_saved_variables()[0].detach().requires_grad_(true);
        using (enable_grad())
        {
            autograd.backward(segment.Run(x), grad_outputs);
        }

        return [x.grad!, null!]; // none for the layer itself
    }

    /// <summary>A layer with all that it is computed from but the stream.</summary>
    private sealed record Segment(TorchLayer Layer, ForwardPass Pass, long Seed)
    {
        public List<Tensor> Run(Tensor x)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor before = get_rng_state();
            manual_seed(Seed);
            try
            {
                ForwardPass own = Pass.WithRouterLogits(Pass.RouterLogits is null ? null : []);
                Tensor[] results = [Layer.forward(x, own), .. own.RouterLogits ?? []];
                return [.. results.Select(static result => result.MoveToOuterDisposeScope())];
            }
            finally
            {
                set_rng_state(before);
            }
        }
    }
}

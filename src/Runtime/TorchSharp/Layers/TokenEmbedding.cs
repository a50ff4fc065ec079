using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Rows of a table by token id. <c>nn.Embedding</c> would draw random numbers first, and there is no <c>functional.embedding</c>.</summary>
public sealed class TokenEmbedding : nn.Module<Tensor, Tensor>
{
    /// <summary>[vocabulary, width].</summary>
    public readonly Parameter weight;

    /// <summary>A table without values.</summary>
    public TokenEmbedding(ParameterFactory parameters, long count, long width)
        : base(nameof(TokenEmbedding))
    {
        weight = parameters.Create(count, width);
        RegisterComponents();
    }

    /// <summary>int64 ids [batch, tokens] to [batch, tokens, width].</summary>
    public override Tensor forward(Tensor ids) => weight.index_select(0, ids.flatten()).view(ids.shape[0], ids.shape[1], weight.shape[1]);

    /// <summary>int64 ids [batch] to [batch, width].</summary>
    public Tensor Step(Tensor ids) => weight.index_select(0, ids);
}

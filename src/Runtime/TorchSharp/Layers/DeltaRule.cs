using System;
using System.Collections.Generic;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// The gated delta rule (Yang et al. 2024, "Gated Delta Networks"), in float32. For each value head with its state S [key dim, value dim]:
/// S ← e^g·S; δ = β(v − Sᵀk); S ← S + kδᵀ; o = Sᵀq.
/// </summary>
public static class DeltaRule
{
    /// <summary>Columns that are solved together.</summary>
    private const int ChunkSize = 64;

    private const double NormEpsilon = 1e-6;

    /// <summary>Any number of columns, in chunks: products of whole chunks, a triangular solve for the columns' effect on each other.</summary>
    /// <param name="q">[batch, tokens, key heads, key dim], not yet normalised.</param>
    /// <param name="k">As <paramref name="q"/>.</param>
    /// <param name="v">[batch, tokens, value heads, value dim].</param>
    /// <param name="decay">g ≤ 0, float32 [batch, tokens, value heads].</param>
    /// <param name="beta">[batch, tokens, value heads].</param>
    /// <param name="state">S before and, when it returns, after: float32 [batch, value heads, key dim, value dim]; null for zeros that nobody keeps.</param>
    /// <returns>[batch, tokens, value heads, value dim], of v's type.</returns>
    public static Tensor Chunked(Tensor q, Tensor k, Tensor v, Tensor decay, Tensor beta, Tensor? state)
    {
        (long batch, long tokens, long heads, long valueDim) = (v.shape[0], v.shape[1], v.shape[2], v.shape[3]);
        long chunks = (tokens + ChunkSize - 1) / ChunkSize;
        // Heads before columns, padded with zeros to whole chunks: [batch * value heads, chunks, chunk, …].
        Tensor Chunk(Tensor x)
        {
            Tensor wide = x.to(float32).transpose(1, 2);
            long[] padding = x.ndim == 4 ? [0, 0, 0, (chunks * ChunkSize) - tokens] : [0, (chunks * ChunkSize) - tokens];
            Tensor padded = nn.functional.pad(wide, padding);
            return x.ndim == 4 ? padded.reshape(batch * heads, chunks, ChunkSize, x.shape[3]) : padded.reshape(batch * heads, chunks, ChunkSize);
        }

        Tensor queries = Chunk(Spread(Normalise(q), heads)) * Math.Pow(q.shape[3], -0.5);
        Tensor keys = Chunk(Spread(Normalise(k), heads));
        Tensor values = Chunk(v);
        Tensor rates = Chunk(beta).unsqueeze(-1);
        Tensor total = Chunk(decay).cumsum(-1);

        // Differences before exp, and the upper triangle cleared first: nothing overflows.
        Tensor fading = (total.unsqueeze(-1) - total.unsqueeze(-2)).tril().exp().tril();
        Tensor keyRates = keys * rates;
        // matmul aborts the process when shapes or types differ; here all are float32 and sized by the config.
        Tensor coupling = matmul(keyRates, keys.transpose(-1, -2)) * fading;
        Tensor known = cat([values * rates, keyRates * total.exp().unsqueeze(-1)], dim: -1);
        // (I + strictly lower part)⁻¹: unitriangular, so that the diagonal of the coupling is never read.
        Tensor solved = linalg.solve_triangular(coupling, known, upper: false, left: true, unitriangular: true);
        Tensor[] parts = solved.split([valueDim, keys.shape[3]], dim: -1);
        Tensor within = matmul(queries, keys.transpose(-1, -2)) * fading;
        Tensor fadedQueries = queries * total.exp().unsqueeze(-1);
        Tensor last = total.narrow(-1, ChunkSize - 1, 1);
        Tensor fadedKeys = keys * (last - total).exp().unsqueeze(-1);

        Tensor s = state is null
            ? zeros([batch * heads, keys.shape[3], valueDim], dtype: float32, device: v.device)
            : state.reshape(batch * heads, keys.shape[3], valueDim);
        List<Tensor> outputs = [];
        for (long chunk = 0; chunk < chunks; chunk++)
        {
            Tensor At(Tensor x) => x.select(1, chunk);
            Tensor fresh = At(parts[0]) - bmm(At(parts[1]), s);
            outputs.Add(bmm(At(fadedQueries), s) + bmm(At(within), fresh));
            s = (s * At(last).exp().unsqueeze(-1)) + bmm(At(fadedKeys).transpose(1, 2), fresh);
        }

        state?.copy_(s.view(state.shape));
        Tensor o = stack(outputs, dim: 1).view(batch, heads, chunks * ChunkSize, valueDim).narrow(2, 0, tokens);
        return o.transpose(1, 2).to(v.dtype);
    }

    /// <summary>One column, in place on the state. Shapes as for <see cref="Chunked"/>, with one token.</summary>
    public static Tensor Step(Tensor q, Tensor k, Tensor v, Tensor decay, Tensor beta, Tensor state)
    {
        (long batch, long heads, long keyDim, long valueDim) = (state.shape[0], state.shape[1], state.shape[2], state.shape[3]);
        Tensor query = (Spread(Normalise(q), heads).to(float32) * Math.Pow(keyDim, -0.5)).reshape(batch, heads, 1, keyDim);
        Tensor key = Spread(Normalise(k), heads).to(float32).reshape(batch, heads, 1, keyDim);
        state.mul_(decay.exp().view(batch, heads, 1, 1));
        Tensor fresh = (v.to(float32).reshape(batch, heads, 1, valueDim) - matmul(key, state)) * beta.to(float32).view(batch, heads, 1, 1);
        state.addcmul_(key.transpose(2, 3), fresh, 1);
        return matmul(query, state).view(batch, 1, heads, valueDim).to(v.dtype);
    }

    /// <summary><c>x·rsqrt(Σx² + 1e-6)</c> over the last dimension: not functional.normalize, whose ε is a lower bound of the norm.</summary>
    private static Tensor Normalise(Tensor x) => x * (x * x).sum(-1, keepdim: true).add(NormEpsilon).rsqrt();

    /// <summary>Value head n uses key head n / (value heads / key heads).</summary>
    private static Tensor Spread(Tensor x, long heads) => x.shape[2] == heads ? x : x.repeat_interleave(heads / x.shape[2], 2);
}

namespace Modelwright.Runtime.Cpu;

/// <summary>The gated delta rule (Yang et al. 2024), token by token, and the convolution before it.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    /// <summary>
    /// S ← e^g·S; δ = β(v − Sᵀk); S ← S + kδᵀ; o = Sᵀq. Sᵀk and Sᵀq are summed in one walk over the old state, since
    /// o = e^g·S_oldᵀq + (k·q)·δ; the second walk writes.
    /// </summary>
    public override void DeltaStep(in DeltaColumns c)
    {
        int column = c.First;
        int end = c.First + c.Count;
        for (; column + (2 * TLanes.Count) <= end; column += 2 * TLanes.Count)
        {
            DeltaVectors(c, column);
        }

        for (; column < end; column++)
        {
            DeltaColumn(c, column);
        }
    }

    public override void Convolve(float** inputs, float* filter, int kernel, int channels, CpuActivation function, float* to)
    {
        int c = 0;
        for (; c + TLanes.Count <= channels; c += TLanes.Count)
        {
            TVector sum = default;
            for (int tap = 0; tap < kernel; tap++)
            {
                sum = TLanes.MultiplyAdd(TLanes.Load(filter + ((long)tap * channels) + c), TLanes.Load(inputs[tap] + c), sum);
            }

            TLanes.Store(sum, to + c);
        }

        for (; c < channels; c++)
        {
            float sum = 0;
            for (int tap = 0; tap < kernel; tap++)
            {
                sum += filter[((long)tap * channels) + c] * inputs[tap][c];
            }

            to[c] = sum;
        }

        Activate(function, to, channels);
    }

    private static void DeltaVectors(in DeltaColumns c, int column)
    {
        float* state = (float*)c.State + column;
        float* key = (float*)c.Key;
        float* query = (float*)c.Query;
        (TVector m0, TVector m1, TVector o0, TVector o1) = (default, default, default, default);
        float* row = state;
        for (int i = 0; i < c.KeyDim; i++, row += c.ValueDim)
        {
            TVector s0 = TLanes.Load(row);
            TVector s1 = TLanes.Load(row + TLanes.Count);
            TVector k = TLanes.Create(key[i]);
            TVector q = TLanes.Create(query[i]);
            m0 = TLanes.MultiplyAdd(k, s0, m0);
            m1 = TLanes.MultiplyAdd(k, s1, m1);
            o0 = TLanes.MultiplyAdd(q, s0, o0);
            o1 = TLanes.MultiplyAdd(q, s1, o1);
        }

        TVector decay = TLanes.Create(c.Decay);
        TVector beta = TLanes.Create(c.Beta);
        float* value = (float*)c.Value + column;
        TVector d0 = TLanes.Multiply(beta, TLanes.Subtract(TLanes.Load(value), TLanes.Multiply(decay, m0)));
        TVector d1 = TLanes.Multiply(beta, TLanes.Subtract(TLanes.Load(value + TLanes.Count), TLanes.Multiply(decay, m1)));
        TVector both = TLanes.Create(c.KeyQuery);
        float* output = (float*)c.Output + column;
        TLanes.Store(TLanes.MultiplyAdd(both, d0, TLanes.Multiply(decay, o0)), output);
        TLanes.Store(TLanes.MultiplyAdd(both, d1, TLanes.Multiply(decay, o1)), output + TLanes.Count);
        row = state;
        for (int i = 0; i < c.KeyDim; i++, row += c.ValueDim)
        {
            TVector k = TLanes.Create(key[i]);
            TLanes.Store(TLanes.MultiplyAdd(k, d0, TLanes.Multiply(decay, TLanes.Load(row))), row);
            TLanes.Store(TLanes.MultiplyAdd(k, d1, TLanes.Multiply(decay, TLanes.Load(row + TLanes.Count))), row + TLanes.Count);
        }
    }

    private static void DeltaColumn(in DeltaColumns c, int column)
    {
        float* state = (float*)c.State + column;
        float* key = (float*)c.Key;
        float* query = (float*)c.Query;
        (float m, float o) = (0, 0);
        for (int i = 0; i < c.KeyDim; i++)
        {
            m += key[i] * state[(long)i * c.ValueDim];
            o += query[i] * state[(long)i * c.ValueDim];
        }

        float delta = c.Beta * (((float*)c.Value)[column] - (c.Decay * m));
        ((float*)c.Output)[column] = (c.Decay * o) + (c.KeyQuery * delta);
        for (int i = 0; i < c.KeyDim; i++)
        {
            state[(long)i * c.ValueDim] = (c.Decay * state[(long)i * c.ValueDim]) + (key[i] * delta);
        }
    }
}

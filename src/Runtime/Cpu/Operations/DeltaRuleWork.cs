using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>The gated delta rule over the columns of a call. A unit is some columns of one value head's state, which stay in the cache from token to token.</summary>
internal sealed unsafe class DeltaRuleWork(CpuKernels kernels, ThreadTeam team) : TeamWork
{
    /// <summary>Columns of a state that a unit has: with 128 rows, 32 KiB.</summary>
    private const int UnitColumns = 64;

    private readonly OutputWork _output = new(kernels, team);
    private DeltaCall _call;
    private int _units;

    public void Run(in DeltaCall call)
    {
        _call = call;
        _units = (call.Layout.ValueDim + UnitColumns - 1) / UnitColumns;
        team.Run(this, _units * call.Layout.ValueHeads * call.Shape.Batch);
        _output.Run(call);
    }

    public override void Run(int chunk, Worker worker)
    {
        DeltaLayout layout = _call.Layout;
        int first = chunk % _units * UnitColumns;
        int head = chunk / _units % layout.ValueHeads;
        int sequence = chunk / _units / layout.ValueHeads;
        int keyHead = head / (layout.ValueHeads / layout.KeyHeads);
        float* state = _call.States + ((((long)sequence * layout.ValueHeads) + head) * layout.KeyDim * layout.ValueDim);
        for (int column = 0; column < _call.Shape.Columns; column++)
        {
            int row = (sequence * _call.Shape.Columns) + column;
            float* output = _call.OutputRow(row) + ((long)head * layout.ValueDim);
            if (column >= _call.Shape.New[sequence])
            {
                new Span<float>(output + first, Math.Min(UnitColumns, layout.ValueDim - first)).Clear(); // no token: the state stays as it is
                continue;
            }

            float* mixed = _call.MixedRow(row);
            float* query = mixed + ((long)keyHead * layout.KeyDim);
            float* key = query + ((long)layout.KeyHeads * layout.KeyDim);
            float* value = mixed + (2L * layout.KeyHeads * layout.KeyDim) + ((long)head * layout.ValueDim);
            float* gates = _call.ProjectionRow(row) + layout.Channels + layout.Values;
            float decay = MathF.Exp(-MathF.Exp(_call.DecayLogarithms[head]) * CpuMath.Softplus(gates[layout.ValueHeads + head] + _call.TimeBias[head]));
            DeltaColumns columns = new(
                (nint)state, (nint)key, (nint)query, (nint)value, (nint)output, layout.KeyDim, layout.ValueDim,
                first, Math.Min(UnitColumns, layout.ValueDim - first), decay, CpuMath.Sigmoid(gates[head]), kernels.Product(key, query, layout.KeyDim));
            kernels.DeltaStep(columns);
        }
    }

    /// <summary>The gated norm of every head's result.</summary>
    private sealed class OutputWork(CpuKernels kernels, ThreadTeam team) : TeamWork
    {
        /// <summary>Floats worth waking somebody for.</summary>
        private const int ChunkFloats = 1 << 13;

        private DeltaCall _call;
        private int _rowsPerChunk;

        public void Run(in DeltaCall call)
        {
            _call = call;
            _rowsPerChunk = Math.Max(1, ChunkFloats / call.Layout.Values);
            team.Run(this, (call.Shape.Rows + _rowsPerChunk - 1) / _rowsPerChunk);
        }

        public override void Run(int chunk, Worker worker)
        {
            DeltaLayout layout = _call.Layout;
            for (int row = chunk * _rowsPerChunk; row < Math.Min(_call.Shape.Rows, (chunk + 1) * _rowsPerChunk); row++)
            {
                for (int head = 0; head < layout.ValueHeads; head++)
                {
                    float* to = _call.OutputRow(row) + ((long)head * layout.ValueDim);
                    float* gate = _call.ProjectionRow(row) + layout.Channels + ((long)head * layout.ValueDim);
                    kernels.RmsNorm(to, _call.Norm, layout.ValueDim, layout.Epsilon, zeroCentred: false, to);
                    kernels.ActivateAndMultiply(CpuActivation.Silu, gate, to, layout.ValueDim, to);
                }
            }
        }
    }
}

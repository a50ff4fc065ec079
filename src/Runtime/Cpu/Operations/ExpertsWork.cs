using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Routed experts: rows sorted by expert, so that an expert's weights are read once for all of its rows, and where it has few, straight from where they lie.
/// First gate and up of every chosen expert, then down, then every row sums its experts in the order of their weights.
/// </summary>
internal sealed unsafe class ExpertsWork(CpuKernels kernels, ThreadTeam team, MatrixInputs inputs, NativeArena hiddenMemory, NativeArena resultMemory)
{
    private readonly GateUp _gateUp = new(kernels, team, inputs);
    private readonly Down _down = new(kernels, team, inputs);
    private readonly Sum _sum = new(kernels, team);
    private readonly Routes _routes = new();

    /// <summary><c>to += Σ weight·expert(x)</c>.</summary>
    public void Run(CpuMatrix gateUp, CpuMatrix down, ExpertsLayout layout, float* logits, long logitStride, float* x, int width, int rows, float* to)
    {
        _routes.Choose(logits, logitStride, rows, layout);
        int routes = rows * layout.PerToken;
        float* hidden = hiddenMemory.Floats((long)routes * layout.Width);
        float* results = resultMemory.Floats((long)routes * width);
        _gateUp.Run(gateUp, layout, _routes, x, width, rows, hidden);
        _down.Run(down, layout, _routes, hidden, width, routes, results);
        _sum.Run(_routes, results, width, rows, layout.PerToken, to);
    }

    /// <summary>A chunk is some rows of one expert.</summary>
    private sealed class GateUp(CpuKernels kernels, ThreadTeam team, MatrixInputs inputs) : TeamWork
    {
        /// <summary>Where the rows begin that each worker has gathered; -1: none.</summary>
        private readonly int[] _gathered = new int[team.Workers.Length];

        private CpuMatrix _matrix = null!;
        private ExpertsLayout _layout = null!;
        private Routes _routes = null!;
        private MatrixInput _x;
        private float* _hidden;
        private int _width;
        private bool _takesFloats;
        private int _chunkRows;
        private int _chunks;

        public void Run(CpuMatrix matrix, ExpertsLayout layout, Routes routes, float* x, int width, int rows, float* hidden)
        {
            Array.Fill(_gathered, -1);
            _matrix = matrix;
            _layout = layout;
            _routes = routes;
            int places = rows * layout.PerToken;
            _x = matrix.Orders is null
                ? inputs.For(matrix, x, width, rows, places / routes.GroupCount)
                : inputs.For(matrix, x, width, places, places / routes.GroupCount, routes, gathers: true);
            _width = width;
            _takesFloats = layout.Width % kernels.PanelWidth != 0 || !matrix.IsWhole(kernels.PanelWidth);
            _hidden = hidden;
            _chunkRows = PanelProduct.RowsPerChunk(kernels, matrix, layout.Width * routes.GroupCount, team.Workers.Length);
            _chunks = (layout.Width + _chunkRows - 1) / _chunkRows;
            team.Run(this, routes.GroupCount * _chunks);
        }

        public override void Run(int chunk, Worker worker)
        {
            (int expert, int place, int count) = _routes.Group(chunk / _chunks);
            int first = chunk % _chunks * _chunkRows;
            int gate = (expert * 2 * _layout.Width) + first;
            GatedLinearWork.Compute(
                kernels, _matrix, gate, gate + _layout.Width, Math.Min(_chunkRows, _layout.Width - first), _layout.Function,
                Gather(place, count, worker), count, worker, _hidden + ((long)place * _layout.Width) + first, _layout.Width);
        }

        /// <summary>
        /// The rows of an expert together, gathered once for all chunks of it that a worker does one after the other; a single one stays where it is, and those in an expert's order are together
        /// already.
        /// </summary>
        private MatrixInput Gather(int place, int count, Worker worker)
        {
            if (_matrix.Orders is not null)
            {
                return _x.From(place);
            }

            if (count == 1)
            {
                return _x.From(_routes.Row(place));
            }

            MatrixInput gathered = new(
                worker.Floats(WorkerMemory.Gathered, (long)count * _width), _width,
                (byte*)worker.Floats(WorkerMemory.GatheredWhole, count * _x.WholeStride / sizeof(float)), _x.WholeStride, _x.Panels);
            if (_gathered[worker.Number] == place)
            {
                return gathered;
            }

            _gathered[worker.Number] = place;
            for (int i = 0; i < count; i++)
            {
                (MatrixInput from, MatrixInput to) = (_x.From(_routes.Row(place + i)), gathered.From(i));
                if (_takesFloats)
                {
                    new Span<float>(from.X, _width).CopyTo(new Span<float>(to.X, _width));
                }

                new Span<byte>(from.Whole, (int)_x.WholeStride).CopyTo(new Span<byte>(to.Whole, (int)_x.WholeStride));
            }

            return gathered;
        }
    }

    private sealed class Down(CpuKernels kernels, ThreadTeam team, MatrixInputs inputs) : TeamWork
    {
        private CpuMatrix _matrix = null!;
        private ExpertsLayout _layout = null!;
        private Routes _routes = null!;
        private MatrixInput _hidden;
        private float* _results;
        private int _width;
        private int _chunkRows;
        private int _chunks;

        public void Run(CpuMatrix matrix, ExpertsLayout layout, Routes routes, float* hidden, int width, int rows, float* results)
        {
            _matrix = matrix;
            _layout = layout;
            _routes = routes;
            _hidden = inputs.For(matrix, hidden, layout.Width, rows, rows / routes.GroupCount, routes, gathers: false);
            _width = width;
            _results = results;
            _chunkRows = PanelProduct.RowsPerChunk(kernels, matrix, width * routes.GroupCount, team.Workers.Length);
            _chunks = (width + _chunkRows - 1) / _chunkRows;
            team.Run(this, routes.GroupCount * _chunks);
        }

        public override void Run(int chunk, Worker worker)
        {
            (int expert, int place, int rows) = _routes.Group(chunk / _chunks);
            int end = Math.Min(_width, ((chunk % _chunks) + 1) * _chunkRows);
            MatrixInput hidden = _hidden.From(place);
            int step = PanelProduct.Step(kernels, hidden, rows, _chunkRows);
            float* product = worker.Floats(WorkerMemory.Product, (long)rows * step);
            for (int first = chunk % _chunks * _chunkRows; first < end; first += step)
            {
                int count = Math.Min(step, end - first);
                float* to = _results + ((long)place * _width) + first;
                if (count == step)
                {
                    PanelProduct.Compute(kernels, _matrix, (expert * _width) + first, count, hidden, rows, worker, to, _width);
                    continue;
                }

                PanelProduct.Compute(kernels, _matrix, (expert * _width) + first, count, hidden, rows, worker, product, step);
                for (int row = 0; row < rows; row++)
                {
                    new Span<float>(product + ((long)row * step), count).CopyTo(new Span<float>(to + ((long)row * _width), count));
                }
            }
        }
    }

    private sealed class Sum(CpuKernels kernels, ThreadTeam team) : TeamWork
    {
        /// <summary>Floats worth waking somebody for.</summary>
        private const int ChunkFloats = 1 << 14;

        private Routes _routes = null!;
        private float* _results;
        private float* _to;
        private int _width;
        private int _rows;
        private int _perToken;
        private int _rowsPerChunk;

        public void Run(Routes routes, float* results, int width, int rows, int perToken, float* to)
        {
            _routes = routes;
            _results = results;
            _width = width;
            _rows = rows;
            _perToken = perToken;
            _to = to;
            _rowsPerChunk = Math.Max(1, ChunkFloats / (width * perToken));
            team.Run(this, (rows + _rowsPerChunk - 1) / _rowsPerChunk);
        }

        public override void Run(int chunk, Worker worker)
        {
            for (int row = chunk * _rowsPerChunk; row < Math.Min(_rows, (chunk + 1) * _rowsPerChunk); row++)
            {
                for (int route = row * _perToken; route < (row + 1) * _perToken; route++)
                {
                    kernels.AddScaled(_results + ((long)_routes.Place(route) * _width), _routes.Weight(route), _width, _to + ((long)row * _width));
                }
            }
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <content>A session that notes what it is asked.</content>
public sealed partial class ModelSessionTests
{
    private static void CancelAt(int pieces, int at, CancellationTokenSource source)
    {
        if (pieces == at)
        {
            source.Cancel();
        }
    }

    private sealed class Recorder(int batch, int chunk, RotaryState? rotary = null, int capacity = 64) : ModelSession(OneHead, vocabularySize: 10, batch, capacity, chunk, rotary)
    {
        public List<SessionPiece> Pieces { get; } = [];

        public List<int[]> PiecePositions { get; } = [];

        public Action<int>? OnRun { get; init; }

        public int Rows { get; private set; }

        public bool CountsTaken { get; init; }

        public List<string> Spans { get; } = [];

        public int Clears { get; private set; }

        public int Releases { get; private set; }

        public float[] Frequencies => Rotary!.Frequencies.ToArray();

        public override long Bytes => 0;

        public List<string> Wanted { get; } = [];

        protected override void Run(ModelInput input, SessionPiece piece, PassOutputs outputs, CancellationToken cancellationToken)
        {
            Pieces.Add(piece);
            Rows = PositionRows(input);
            Spans.Add(string.Join(", ", Sequences(input, piece).ToArray().Select(static span => $"{span.Past}-{span.End} of {span.First}")));
            PiecePositions.Add(Positions(input, piece, Rows).Values.ToArray());
            for (int i = 0; i < outputs.Count; i++)
            {
                foreach (OutputRun run in outputs[i].Rows.In(piece, BatchSize))
                {
                    Wanted.Add($"{run.First}+{run.Stride}x{run.Count}>{run.Destination}");
                }
            }

            OnRun?.Invoke(Pieces.Count);
        }

        protected override bool TakesCounts => CountsTaken;

        protected override bool IsRecurrent => false;

        protected override (IDisposable States, long Bytes) SaveStates() => throw new InvalidOperationException("There are none.");

        protected override void LoadStates(IDisposable states) => throw new InvalidOperationException("There are none.");

        protected override ModelSession Copy() => new Recorder(BatchSize, chunk: 4, capacity: Capacity);

        protected override void Clear() => Clears++;

        protected override void Release() => Releases++;
    }
}

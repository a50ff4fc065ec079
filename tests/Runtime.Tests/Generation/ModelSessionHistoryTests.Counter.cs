using System;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <content>The session.</content>
public sealed partial class ModelSessionHistoryTests
{
    /// <summary>A session that counts columns.</summary>
    private sealed class Counter(bool recurrent, int batch = 1, RotaryState? rotary = null, Func<RotaryState>? copied = null) : ModelSession(OneHead, vocabularySize: 10, batch, capacity: 64, chunk: 4, rotary)
    {
        public int State { get; private set; }

        public bool Fails { get; set; }

        public bool Lost { get; set; }

        public int Freed { get; private set; }

        public int[] LastPositions { get; private set; } = [];

        public float[] Frequencies => Rotary!.Frequencies.ToArray();

        public override long Bytes => 0;

        protected override bool IsRecurrent => recurrent;

        protected override void Run(ModelInput input, SessionPiece piece, PassOutputs outputs, CancellationToken cancellationToken)
        {
            State += Fails ? throw new TimeoutException() : piece.Count;
            LastPositions = Positions(input, piece, PositionRows(input)).Values.ToArray();
        }

        protected override void Clear() => State = 0;

        protected override void Release()
        {
        }

        protected override (IDisposable States, long Bytes) SaveStates() => (new Saved(State, () => Freed++), 8);

        protected override void LoadStates(IDisposable states) => State = ((Saved)states).State;

        protected override ModelSession Copy() => new Counter(recurrent, BatchSize, copied?.Invoke()) { State = State };

        protected override void CheckDevice(string during) => _ = Lost ? throw new TimeoutException(during) : during;
    }

    private sealed class Saved(int state, Action freed) : IDisposable
    {
        public int State => state;

        public void Dispose() => freed();
    }
}

using System;
using System.Threading;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor: a handle on a native tensor (here a managed one), owned by at most one dispose scope.</summary>
    public partial class Tensor : IDisposable
    {
        private static long _totalCount;
        private static long _peakCount;
        private static long _lastHandle;
        private readonly nint _handle = (nint)Interlocked.Add(ref _lastHandle, 16);
        private NativeTensor? _native;

        internal Tensor(NativeTensor native, bool register = true)
        {
            _native = native;
            long total = Interlocked.Increment(ref _totalCount);
            _peakCount = Math.Max(total, _peakCount);
            if (register)
            {
                OwningDisposeScope = DisposeScopeManager.ThreadSingleton.RegisterOnCurrentDisposeScope(this);
            }
        }

        public static long TotalCount => _totalCount;

        public static long PeakCount => _peakCount;

        public string? name { get; set; }

        public bool IsInvalid => _native is null;

        public IntPtr Handle => _native is null ? throw new InvalidOperationException("Tensor invalid -- empty handle.") : _handle;

        internal DisposeScope? OwningDisposeScope { get; set; }

        internal NativeTensor Native => _native ?? throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public bool Equals(Tensor target)
        {
            NativeTensor other = target.Native;
            return Native.Type == other.Type && Shape.Same(Native.Sizes, other.Sizes)
                && Native.ToDoubles().AsSpan().SequenceEqual(other.ToDoubles());
        }

        public override int GetHashCode() => base.GetHashCode();

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null && other is not null)
            {
                other.Attach(this);
            }
            else
            {
                OwningDisposeScope?.MoveToOther(other, this);
            }

            return this;
        }

        // Without a finalizer: a managed tensor has nothing to free, and one that nobody disposes counts as live, as it should.
        protected virtual void Dispose(bool disposing)
        {
            if (_native is null)
            {
                return;
            }

            DisposeScopeManager.ThreadSingleton.DisposingOnCurrentScope(this);
            OwningDisposeScope?.MarkAsDisposed(this);
            Interlocked.Decrement(ref _totalCount);
            _native = null;
        }

        internal static Tensor Wrap(NativeTensor native)
        {
            NativeCalls.Add();
            return new Tensor(native);
        }

        internal static Tensor[] WrapAll(NativeTensor[] natives)
        {
            NativeCalls.Add();
            return Array.ConvertAll(natives, static native => new Tensor(native));
        }

        /// <summary>Takes the native tensor away, as <c>Parameter</c> does with the data it is made of.</summary>
        internal NativeTensor MoveNative()
        {
            NativeTensor native = Native;
            _native = null;
            return native;
        }

        private static (Tensor First, Tensor Second) Wrap((NativeTensor First, NativeTensor Second) pair)
        {
            NativeCalls.Add();
            return (new Tensor(pair.First), new Tensor(pair.Second));
        }

        private Tensor Change(Func<NativeTensor, NativeTensor> op) => Changed(() => InPlace.Apply(Native, op));

        private Tensor Changed(Action change)
        {
            NativeCalls.Add();
            change();
            return this;
        }
    }
}

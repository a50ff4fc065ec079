using System;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers.</summary>
    public class Generator : IDisposable
    {
        public Generator(ulong seed = 0, Device? device = null)
            : this(new RandomSource(unchecked((long)seed))) => this.device = InitializeDevice(device);

        private Generator(RandomSource source) => Source = source;

        public static Generator Default { get; } = new(RandomSource.Default);

        public Device device { get; } = CPU;

        internal RandomSource Source { get; }

        public Generator manual_seed(long seed)
        {
            Source.Reset(seed);
            return this;
        }

        public long initial_seed() => Source.Seed;

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            // Nothing native to free.
        }
    }
}

using System;

namespace TorchSharp.Managed;

/// <summary>Random numbers from a seed. Reproducible, but not the numbers libtorch draws: no test may depend on those.</summary>
internal sealed class RandomSource
{
    private Random _random;

    public RandomSource(long seed)
    {
        Seed = seed;
        _random = Start(seed);
    }

    public static RandomSource Default { get; } = new(67280421310721);

    public long Seed { get; private set; }

    public static double[] Uniform(int count, RandomSource? source)
    {
        RandomSource from = source ?? Default;
        double[] values = new double[count];
        lock (from)
        {
            for (int i = 0; i < count; i++)
            {
                values[i] = from._random.NextDouble();
            }
        }

        return values;
    }

    /// <summary>Standard normal numbers (Box and Muller).</summary>
    public static double[] Normal(int count, RandomSource? source)
    {
        double[] uniform = Uniform(2 * count, source);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Math.Sqrt(-2 * Math.Log(1 - uniform[2 * i])) * Math.Cos(2 * Math.PI * uniform[(2 * i) + 1]);
        }

        return values;
    }

    public void Reset(long seed)
    {
        lock (this)
        {
            Seed = seed;
            _random = Start(seed);
        }
    }

    private static Random Start(long seed) => new(unchecked((int)(seed ^ (seed >> 32))));
}

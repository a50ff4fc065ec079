using System;
using System.Linq;
using System.Threading.Tasks;

namespace Modelwright.IR;

/// <summary>
/// Work in parts that need nothing of each other, done side by side. A compiler that has just started spends nearly all of its time on JIT compilation of our own code; parts that run
/// on several threads have theirs compiled on as many cores.
/// </summary>
internal static class Concurrently
{
    /// <summary>The results, in the order of the parts. Where parts fail, all have ended, and the first of these, in that order, throws.</summary>
    public static T[] Run<T>(params Func<T>[] parts)
    {
        Task<T>[] running = [.. parts.Select(static part => Task.Run(part))];
        try
        {
            Task.WaitAll(running); // computes on this thread what no other has begun
        }
        catch (AggregateException)
        {
            // The part's own exception is thrown below.
        }

        return [.. running.Select(static part => part.GetAwaiter().GetResult())];
    }

    /// <summary>The results of two parts of different kinds.</summary>
    public static (TFirst First, TSecond Second) Both<TFirst, TSecond>(Func<TFirst> first, Func<TSecond> second)
    {
        object?[] results = Run<object?>(() => first(), () => second());
        return ((TFirst)results[0]!, (TSecond)results[1]!);
    }
}

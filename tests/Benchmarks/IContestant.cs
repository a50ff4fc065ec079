using System;
using System.Collections.Generic;

namespace Modelwright.Benchmarks;

/// <summary>Something that computes a model and can be measured: a backend of ours, or a peer.</summary>
internal interface IContestant : IDisposable
{
    /// <summary>What computes, and on what.</summary>
    string Name { get; }

    /// <summary>Tokens a second of a prompt in an empty session.</summary>
    double Prefill(int tokens);

    /// <summary>Greedy decoding after that many columns (at least one). A deep session goes on where the run before it ended.</summary>
    DecodeRun Decode(int depth);

    /// <summary>Logits after a prompt, to see that all compute the same.</summary>
    float[] Logits(int tokens);

    /// <summary>The tokens that follow a prompt when the likeliest is always taken.</summary>
    int[] Greedy(IReadOnlyList<int> prompt, int tokens);
}

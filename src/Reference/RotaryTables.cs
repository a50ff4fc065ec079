using System.Linq;
using Modelwright.IR;
using Modelwright.Runtime;

namespace Modelwright.Testing;

/// <summary>The runtime's rotary tables for the columns of a sequence that is computed at once. They are the one thing that the reference has from the runtime.</summary>
internal static class RotaryTables
{
    public static float[] Of(RopeSpec spec, int columns, RotaryPrecision precision)
    {
        RotaryState state = Embedding(spec).CreateState(precision);
        state.BeginForward(columns - 1);
        float[] table = new float[columns * spec.RotaryDim];
        state.Fill(Enumerable.Range(0, columns).ToArray(), table);
        return table;
    }

    private static RotaryEmbedding Embedding(RopeSpec spec)
    {
        RotaryEmbedding made = spec switch
        {
            RopeSpec.Linear r => RotaryEmbedding.Linear(r.RotaryDim, r.Theta, r.Factor),
            RopeSpec.Dynamic r => RotaryEmbedding.Dynamic(r.RotaryDim, r.Theta, r.Factor, r.MaxPositions),
            RopeSpec.Yarn r => RotaryEmbedding.Yarn(
                r.RotaryDim, r.Theta, factor: r.Factor, originalMaxPositions: r.OriginalMaxPositions, betaFast: r.BetaFast, betaSlow: r.BetaSlow, truncate: r.Truncate, attentionScale: r.AttentionScale),
            RopeSpec.Llama3 r => RotaryEmbedding.Llama3(
                r.RotaryDim, r.Theta, factor: r.Factor, lowFrequencyFactor: r.LowFrequencyFactor, highFrequencyFactor: r.HighFrequencyFactor, originalMaxPositions: r.OriginalMaxPositions),
            RopeSpec.LongRope r => RotaryEmbedding.LongRope(
                r.RotaryDim, r.Theta, shortFactors: [.. r.ShortFactors], longFactors: [.. r.LongFactors], originalMaxPositions: r.OriginalMaxPositions, attentionScale: r.AttentionScale),
            _ => RotaryEmbedding.Default(spec.RotaryDim, spec.Theta),
        };
        return spec.Sections is RopeSections sections ? made.WithSections(sections.Time, sections.Height, sections.Width) : made;
    }
}

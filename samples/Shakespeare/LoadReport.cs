using System;
using System.IO;
using Modelwright.Runtime;

namespace Samples;

/// <summary>One line a stage of loading, and one for every tenth of the weights.</summary>
internal sealed class LoadReport(TextWriter output) : IProgress<LoadProgress>
{
    private (LoadStage Stage, long Tenth) _last = (LoadStage.Verifying, -1);

    public void Report(LoadProgress value)
    {
        long tenth = value.BytesTotal > 0 ? value.BytesDone * 10 / value.BytesTotal : 0;
        if (_last == (value.Stage, tenth))
        {
            return;
        }

        _last = (value.Stage, tenth);
        output.WriteLine(value.Stage == LoadStage.Weights
            ? FormattableString.Invariant($"loading: weights {tenth * 10} % of {value.BytesTotal / 1e6:F1} MB")
            : $"loading: {value.Stage.ToString().ToLowerInvariant()} {value.Item}");
    }
}

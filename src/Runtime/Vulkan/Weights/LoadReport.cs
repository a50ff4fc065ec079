using System;
using System.Threading;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Tells the caller how far loading is, and hears whether it is still wanted.</summary>
internal sealed class LoadReport(IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
{
    private long _done;
    private long _total;

    public void Stage(LoadStage stage, string item)
    {
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new LoadProgress(stage, _done, _total, item));
    }

    public void Expect(long bytes) => _total = bytes;

    public void Uploaded(long bytes, string item)
    {
        _done += bytes;
        Stage(LoadStage.Weights, item);
    }
}

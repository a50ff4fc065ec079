using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>Features of the pictures and clips seen so far: equal patches go through the vision tower once.</summary>
internal sealed class FeatureCache(IVisionModel model)
{
    private readonly Dictionary<(PatchGrid Grid, string Digest), VisionFeatures> _known = [];

    /// <summary>The features of a picture or a clip.</summary>
    public VisionFeatures Get(VisionInput input, CancellationToken cancellationToken)
    {
        (PatchGrid, string) key = (input.Grid, Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(input.Patches.Span))));
        if (!_known.TryGetValue(key, out VisionFeatures? features))
        {
            features = model.GetFeatures([input], progress: null, cancellationToken)[0];
            _known.Add(key, features);
        }

        // The same frames may come at other times.
        return features with { Timestamps = input.Timestamps };
    }

    public void Clear() => _known.Clear();
}

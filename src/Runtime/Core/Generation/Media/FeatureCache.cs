using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>Features of the pictures and clips seen so far: equal patches go through the vision tower once.</summary>
/// <param name="model">Whose tower.</param>
/// <param name="mostBytes">What features may take together; those asked for longest ago are dropped first. Default: as much as they take.</param>
internal sealed class FeatureCache(IVisionModel model, long mostBytes = long.MaxValue)
{
    private readonly LinkedList<((PatchGrid Grid, string Digest) Key, VisionFeatures Features)> _known = new(); // asked for longest ago first

    /// <summary>The features of a picture or a clip.</summary>
    public VisionFeatures Get(VisionInput input, CancellationToken cancellationToken)
    {
        (PatchGrid, string) key = (input.Grid, Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(input.Patches.Span))));
        VisionFeatures features = Take(key) ?? model.GetFeatures([input], progress: null, cancellationToken)[0];
        _known.AddLast((key, features));
        while (_known.Count > 1 && _known.Sum(static entry => Bytes(entry.Features)) > mostBytes)
        {
            _known.RemoveFirst();
        }

        // The same frames may come at other times.
        return features with { Timestamps = input.Timestamps };
    }

    public void Clear() => _known.Clear();

    private VisionFeatures? Take((PatchGrid, string) key)
    {
        for (LinkedListNode<((PatchGrid, string) Key, VisionFeatures Features)>? node = _known.First; node is not null; node = node.Next)
        {
            if (node.Value.Key == key)
            {
                _known.Remove(node);
                return node.Value.Features;
            }
        }

        return null;
    }

    private static long Bytes(VisionFeatures features) => sizeof(float) * (long)features.Values.Length * (1 + features.DeepStack.Count);
}

using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>What a prompt needs to know of a picture or a clip: how many tokens it is, and at which times.</summary>
public interface IMediaExtent
{
    /// <summary>How the patches lie.</summary>
    PatchGrid Grid { get; }

    /// <summary>Seconds of each group of frames; empty for a picture.</summary>
    IReadOnlyList<double> Timestamps { get; }
}

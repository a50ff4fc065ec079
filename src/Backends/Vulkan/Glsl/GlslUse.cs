using System;

namespace Modelwright.Backends.Vulkan;

/// <summary>What a kernel uses of the prologue beyond the subgroup constants and the step buffer; only that is declared.</summary>
[Flags]
internal enum GlslUse
{
    None = 0,

    /// <summary>Reads matrix weights (<see cref="WeightRows"/>).</summary>
    Weights = 1,

    /// <summary>Reads or writes a key or value cache, in the format of <c>CACHE_FORMAT</c>.</summary>
    CacheFormat = 2,

    /// <summary>A subgroup computes <c>ROWS</c> outputs.</summary>
    Rows = 4,

    /// <summary><c>subgroupAdd</c>, <c>subgroupMax</c> and their like.</summary>
    Arithmetic = 8,

    /// <summary><c>subgroupShuffle</c>.</summary>
    Shuffle = 16,

    /// <summary><c>[[unroll]]</c>, for loops over small arrays that must live in registers.</summary>
    Unroll = 32,

    /// <summary>Its weight or its states may be bound in windows: <c>window.first</c> and <c>window.end</c> are the items, or the rows, of the one that is bound.</summary>
    Window = 64,
}

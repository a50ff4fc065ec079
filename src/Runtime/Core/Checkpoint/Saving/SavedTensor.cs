using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>A tensor of a checkpoint that is written.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Format">The type of its elements.</param>
/// <param name="Write">Writes its bytes, row-major and little-endian, as many as <see cref="Bytes"/>.</param>
internal sealed record SavedTensor(string Name, IReadOnlyList<long> Shape, ElementFormat Format, Action<Stream, CancellationToken> Write)
{
    public long Bytes => Shape.Aggregate(1L, static (product, size) => checked(product * size)) * Format.SizeInBytes();
}

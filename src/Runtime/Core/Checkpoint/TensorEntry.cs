using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>One tensor as a safetensors header describes it. <paramref name="Start"/> and <paramref name="End"/> count from the end of the header.</summary>
internal sealed record TensorEntry(string Name, string DType, ElementFormat Format, IReadOnlyList<long> Shape, long ElementCount, long Start, long End);

using System;
using System.Collections.Generic;

namespace Samples.Training;

/// <summary>A tensor as a safetensors file holds it.</summary>
/// <param name="DType">The file's word for its format: BF16 or F32.</param>
/// <param name="Shape">Dimensions, outermost first.</param>
/// <param name="Bytes">Its numbers, little-endian.</param>
internal sealed record StoredTensor(string DType, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes);

using System.Runtime.Intrinsics;

namespace Modelwright.Runtime.Cpu;

/// <summary>What <see cref="Vector256{T}"/> has since .NET 9.</summary>
internal static class Vector256Indices
{
    extension(Vector256<int>)
    {
        public static Vector256<int> Indices => Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);
    }
}

using System.Runtime.Intrinsics;

namespace Modelwright.Runtime.Cpu;

/// <summary>What <see cref="Vector512{T}"/> has since .NET 9.</summary>
internal static class Vector512Indices
{
    extension(Vector512<int>)
    {
        public static Vector512<int> Indices => Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }
}

using System.Runtime.Intrinsics;

namespace Modelwright.Runtime.Cpu;

/// <summary>What <see cref="Vector128{T}"/> has since .NET 9.</summary>
internal static class Vector128Indices
{
    extension(Vector128<int>)
    {
        public static Vector128<int> Indices => Vector128.Create(0, 1, 2, 3);
    }
}

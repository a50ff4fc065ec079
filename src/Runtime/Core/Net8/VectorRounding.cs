using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Modelwright.Runtime;

/// <summary>What <see cref="Vector"/> has since .NET 9.</summary>
internal static class VectorRounding
{
    extension(Vector)
    {
        /// <summary>Whole numbers, halves to the even one.</summary>
        public static Vector<float> Round(Vector<float> value)
        {
            if (Vector<float>.Count == Vector256<float>.Count && Avx.IsSupported)
            {
                return Avx.RoundToNearestInteger(value.AsVector256()).AsVector();
            }

            if (Vector<float>.Count == Vector128<float>.Count && (AdvSimd.IsSupported || Sse41.IsSupported))
            {
                Vector128<float> half = value.AsVector128();
                return (AdvSimd.IsSupported ? AdvSimd.RoundToNearest(half) : Sse41.RoundToNearestInteger(half)).AsVector();
            }

            // Adding and taking away 2²³ with the value's sign leaves no bits behind the point; what is larger has none.
            Vector<float> whole = new(8388608f);
            Vector<float> magnitude = Vector.Abs(value);
            Vector<float> sign = Vector.AsVectorSingle(Vector.AsVectorInt32(value) & new Vector<int>(int.MinValue));
            Vector<float> rounded = Vector.AsVectorSingle(Vector.AsVectorInt32(magnitude + whole - whole) | Vector.AsVectorInt32(sign));
            return Vector.ConditionalSelect(Vector.LessThan(magnitude, whole), rounded, value);
        }
    }
}

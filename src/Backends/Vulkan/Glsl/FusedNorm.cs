using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>RMS norm folded into the kernel that reads the row: <c>x * rsqrt(mean x² + Epsilon) * weight</c>.</summary>
/// <param name="ZeroCentred">The factor is <c>1 + weight</c>.</param>
internal sealed record FusedNorm(float Epsilon, bool ZeroCentred)
{
    /// <summary>GLSL statements that multiply <c>low</c> and <c>high</c> of a block by the norm's factors; the buffer is <c>vec4 norm[]</c>.</summary>
    public string Scale => ZeroCentred
        ? """
          low *= 1.0 + norm[2u * block];
          high *= 1.0 + norm[2u * block + 1u];
          """
        : """
          low *= norm[2u * block];
          high *= norm[2u * block + 1u];
          """;
}

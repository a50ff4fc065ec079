namespace Modelwright.Backends.Vulkan;

/// <summary>The largest prefill call kernels are sized for: what their loops are counted with, not what their buffers hold.</summary>
internal static class PrefillLimits
{
    /// <summary>New columns of a sequence in one call.</summary>
    public const int Tokens = 1024;

    /// <summary>Rows of one call: batch times new columns.</summary>
    public const int Rows = 32_768;
}

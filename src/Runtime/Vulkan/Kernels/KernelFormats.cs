namespace Modelwright.Runtime.Vulkan;

/// <summary>The storage formats that kernels are specialised for.</summary>
internal readonly record struct KernelFormats(ElementFormat Weights, ElementFormat Cache)
{
    /// <summary>The number that kernels know a format by: 0 float32, 1 float16, 2 bfloat16.</summary>
    public static uint Number(ElementFormat format) => format switch
    {
        ElementFormat.Float16 => 1,
        ElementFormat.BFloat16 => 2,
        _ => 0,
    };
}

namespace Modelwright.Runtime;

/// <summary>The format in which a loaded model keeps its matrices.</summary>
public enum WeightStorage
{
    /// <summary>What the class's project says (<see cref="ModelDefaults.Storage"/>); where it says nothing, as the checkpoint has them.</summary>
    Automatic,

    /// <summary>As the checkpoint has them.</summary>
    AsStored,

    /// <summary>float32.</summary>
    Float32,

    /// <summary>float16.</summary>
    Float16,

    /// <summary>bfloat16.</summary>
    BFloat16,

    /// <summary>Bytes times a scale for each 32 columns: half of float16 and a little. Quantised while loading; routers and gates stay as they are stored. On Vulkan and the CPU backend.</summary>
    Int8,

    /// <summary>4 bits times a scale for each 32 columns, scales found by least squares: 28 % of float16. Quantised while loading; routers and gates stay as they are stored. On Vulkan and the CPU backend.</summary>
    Int4,

    /// <summary>8-bit floats (E4M3) times a scale for each 128 columns: half of float16 and a little. Quantised while loading; routers and gates stay as they are stored. On Vulkan and the CPU backend.</summary>
    Float8,
}

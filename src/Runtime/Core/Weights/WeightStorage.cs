namespace Modelwright.Runtime;

/// <summary>The format in which a loaded model keeps its matrices.</summary>
public enum WeightStorage
{
    /// <summary>As the checkpoint has them.</summary>
    AsStored,

    /// <summary>float32.</summary>
    Float32,

    /// <summary>float16.</summary>
    Float16,

    /// <summary>bfloat16.</summary>
    BFloat16,
}

namespace Modelwright.Benchmarks;

/// <summary>Types of GGUF tensors that are written here, by their numbers in the file.</summary>
internal enum GgufType : uint
{
    Float32 = 0,
    Float16 = 1,
    Q4_0 = 2,
    Q8_0 = 8,
    Q4_K = 12,
    Q6_K = 14,
    BFloat16 = 30,
}

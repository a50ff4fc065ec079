namespace Modelwright.Benchmarks;

/// <summary>Element types of GGUF tensors that are written here, by their numbers in the file.</summary>
internal enum GgufType : uint
{
    Float32 = 0,
    Float16 = 1,
}

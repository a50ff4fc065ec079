using Modelwright.Runtime;
using static TorchSharp.torch;

namespace Modelwright.Benchmarks;

/// <summary>How the models are loaded, whatever the backend.</summary>
/// <param name="Context">Columns a session must hold.</param>
/// <param name="Device">A device by number or name; the backend's choice where null.</param>
/// <param name="Storage">Format of the matrices.</param>
/// <param name="Cache">Format of cached keys and values.</param>
/// <param name="Compute">TorchSharp: the type in which prompts and attention are computed; the backend's choice where null.</param>
/// <param name="Threads">Threads that compute.</param>
/// <param name="PrefillChunk">Columns of a prompt that are computed at once; the backend's choice where null.</param>
/// <param name="Gguf">How a GGUF file has the matrices that a peer and ours read; a float16 file for the peer and safetensors for ours where null.</param>
internal sealed record BenchOptions(int Context, string? Device, WeightStorage Storage, CacheStorage Cache, ScalarType? Compute, int Threads, int? PrefillChunk, GgufType? Gguf = null);

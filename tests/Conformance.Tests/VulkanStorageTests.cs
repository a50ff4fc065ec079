using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>Every case of the goldens with weights and caches of 16 bits.</summary>
public class VulkanStorageTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.CausalLanguageModels];

    /// <summary>Matrices and caches rounded to float16, 2⁻¹¹ of each number: the median row within 2e-2 of the scale.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Float16_stays_close(string name) => StaysClose(name, WeightStorage.Float16, CacheStorage.Float16, tolerance: 2e-2);

    /// <summary>Matrices and caches rounded to bfloat16, 2⁻⁸ of each number: the median row within 2e-1 of the scale.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void BFloat16_stays_close(string name) => StaysClose(name, WeightStorage.BFloat16, CacheStorage.BFloat16, tolerance: 2e-1);

    private static void StaysClose(string name, WeightStorage storage, CacheStorage cache, double tolerance) => VulkanGoldens.Run(
        name, VulkanGoldens.AsStored with { Storage = storage, Cache = cache }, static (runner, run) => runner.CompareRoundedLogits(run), tolerance);
}

namespace Modelwright.Conformance.Tests;

/// <summary>
/// Whole models on devices with other subgroups than the CPU's driver has by default; <c>build.sh test</c> runs these twice, with the driver told so. One case of each architecture, packed
/// and plain: kernels have tests of their own for every size, what is left is how they are put together.
/// </summary>
[Trait("Subgroups", "Other")]
public class SubgroupTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.OneOfEachArchitecture];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_steps_and_greedy_tokens_are_Hugging_Faces(string name) => VulkanGoldens.Compare(name, VulkanGoldens.AsStored);

    [Theory]
    [MemberData(nameof(VisionConformanceTests.OddShapes), MemberType = typeof(VisionConformanceTests))]
    public void Towers_of_other_shapes_compute_what_the_plain_tower_does(string shape) =>
        new VisionConformanceTests().Other_shapes_compute_what_the_plain_tower_does(shape, "Vulkan");
}

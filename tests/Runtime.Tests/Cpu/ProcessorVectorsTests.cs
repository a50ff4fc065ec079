using System.Runtime.Intrinsics;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Runtime.Tests.Cpu;

public class ProcessorVectorsTests
{
    [Theory]
    [InlineData(512, 512, null)]
    [InlineData(256, 256, null)]
    [InlineData(256, 128, null)]
    [InlineData(128, 256, "x86-64-v3")]
    [InlineData(256, 512, "x86-64-v4")]
    [InlineData(128, 512, "x86-64-v4")]
    public void Narrow_vectors_are_told_with_the_remedy(int used, int available, string? remedy)
    {
        string? notice = ProcessorVectors.Notice(used, available);
        Assert.Equal(remedy is null, notice is null);
        Assert.Contains(remedy ?? "", notice ?? "");
    }

    /// <summary>What the just-in-time compiler uses, the processor has.</summary>
    [Fact]
    public void The_processor_has_what_is_used() =>
        Assert.True(ProcessorVectors.Bits >= (Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128));

    [Fact]
    public void A_just_in_time_compiler_needs_no_advice() => Assert.Null(ProcessorVectors.Notice(128));
}

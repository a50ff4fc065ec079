using System.Linq;

namespace Modelwright.Gpu.Tests;

public class GpuTableTests
{
    [Theory]
    [InlineData("radv Mesa 22.3.6", "22.3.6")]
    [InlineData("radv Mesa 25.0.7-2~bpo12+1", "25.0.7")]
    [InlineData("Intel open-source Mesa driver Mesa 26.1.0-devel (git-0123)", "26.1.0")]
    public void A_driver_tells_its_version(string driver, string version) => Assert.Equal(version, GpuTable.MesaVersion(driver));

    [Fact]
    public void A_kernel_is_told_by_the_worst_of_all_models_and_formats()
    {
        string[] lines = Table(
            new KernelReport("small", "bf16", "DecodeQkv", KernelClass.Gemv, Decodes: true, new CodeStatistics(40, 0, 0, 512, 12, 1024)),
            new KernelReport("large", "int4", "DecodeQkv", KernelClass.Gemv, Decodes: true, new CodeStatistics(256, 91, 512, 0, 4, 6144)),
            new KernelReport("large", "int4", "PrefillQkv", KernelClass.Gemm, Decodes: false, new CodeStatistics(80, 0, 0, 0, null, 2560)));

        Assert.Contains("| DecodeQkv | 256 / 4 / 6.0k, **91 spills** |", lines);
        Assert.Contains("| PrefillQkv | 80 / - / 2.5k |", lines);
        Assert.Contains("| navi21 | bf16 | 1 | 0 | 0 | 0 B | 512 B | 12 (12.0) | 1.0k | 1.0k |", lines);
        Assert.Contains("| navi21 | int4 | 2 | 1 | 91 | 512 B | 0 B | 4 (4.0) | 6.0k | 8.5k |", lines);
    }

    [Fact]
    public void Families_stand_side_by_side()
    {
        KernelReport kernel = new("small", "bf16", "Embed", KernelClass.Lane, Decodes: true, new CodeStatistics(16, 0, 0, 0, 16, 256));
        FamilyReport report = new("null device", "radv Mesa 22.3.6", 32, [kernel]);
        string table = GpuTable.Write([(Family.Named("navi21"), report), (Family.Named("vega10"), report with { Kernels = [kernel with { Code = kernel.Code with { Waves = 10 } }] })]);

        Assert.Contains("| Embed | 16 / 16 / 0.2k | 16 / 10 / 0.2k |\n", table);
    }

    private static string[] Table(params KernelReport[] kernels) =>
        GpuTable.Write([(Family.Named("navi21"), new FamilyReport("navi21", "radv Mesa 22.3.6", 32, kernels))]).Split('\n');
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Tests;

namespace Modelwright.Gpu.Tests;

/// <summary>What AMD's compiler makes of every kind of kernel of published models, in 16 bits and quantised, on cards that this machine does not have.</summary>
public class CodeLimitTests
{
    private const int MostCode = 32 * 1024;

    private static readonly string[] Configs =
        ["configs/qwen3-30b-a3b", "configs/qwen3-235b-a22b", "configs/qwen3-next-80b-a3b-thinking", "configs/qwen3.5-27b", "configs/qwen3-vl-30b-a3b-instruct", "Benchmarks/configs/bench-next"];

    private static readonly string[] Formats = ["bf16", "int4", "fp8", "cache-int8"];

    private static readonly ConcurrentDictionary<string, Lazy<Task<FamilyReport?>>> Reports = [];

    [Theory]
    [InlineData("navi21")]
    [InlineData("vega10")]
    public async Task Nothing_is_kept_in_memory_for_want_of_registers(string family)
    {
        Hold(family, CodeLimit.Spills, await KernelsAsync(family), static code => code.Spills, most: 0);
        Hold(family, CodeLimit.Scratch, await KernelsAsync(family), static code => code.ScratchBytes, most: 0);
    }

    [Theory]
    [InlineData("navi21")]
    [InlineData("vega10")]
    public async Task Code_fits_the_instruction_cache(string family) =>
        Hold(family, CodeLimit.Code, await KernelsAsync(family), static code => code.CodeBytes, most: MostCode);

    [Theory]
    [InlineData("navi21", 8)]
    [InlineData("vega10", 3)]
    public async Task What_decodes_a_token_leaves_room_for_more_subgroups(string family, int least) =>
        Hold(family, CodeLimit.Waves, (await KernelsAsync(family)).Where(static kernel => kernel.Decodes), static code => -code.Waves!.Value, most: -least);

    [Theory]
    [InlineData("navi21", 32)]
    [InlineData("vega10", 64)]
    public async Task Every_kind_of_kernel_is_compiled_for_the_card_that_is_named(string family, int subgroup)
    {
        FamilyReport report = await ReportAsync(family);

        Assert.Contains(family, report.Device, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(subgroup, report.SubgroupSize);
        Assert.Equal(Enum.GetValues<KernelClass>().Order(), report.Kernels.Select(static kernel => kernel.Class).Distinct().Order());
        Assert.Equal(Formats, report.Kernels.Select(static kernel => kernel.Variant).Distinct());
        Assert.All(report.Kernels, static kernel => Assert.True(kernel.Code is { Registers: > 0, CodeBytes: > 0, Waves: > 0 }, kernel.ToString()));
    }

    /// <summary>Holds every kernel to the limit or to its exception, and every exception to being one.</summary>
    private static void Hold(string family, CodeLimit limit, IEnumerable<KernelReport> kernels, Func<CodeStatistics, long> measure, long most)
    {
        Dictionary<string, long> exceptions = LimitException.All.Where(exception => exception.Family == family && exception.Limit == limit)
            .ToDictionary(static exception => exception.Kernel, exception => limit == CodeLimit.Waves ? -exception.Allowed : exception.Allowed);
        KernelReport[] all = [.. kernels];
        string[] broken = [.. all.Where(kernel => measure(kernel.Code) > exceptions.GetValueOrDefault(kernel.Kernel, most)).Select(static kernel => kernel.ToString())];
        string[] needless = [.. exceptions.Keys.Where(name => !all.Any(kernel => kernel.Kernel == name && measure(kernel.Code) > most))];

        Assert.True(broken.Length == 0, $"{limit} on {family}:\n{string.Join('\n', broken)}");
        Assert.True(needless.Length == 0, $"needs no exception of {limit} on {family} any more: {string.Join(", ", needless)}");
    }

    private static async Task<IReadOnlyList<KernelReport>> KernelsAsync(string family) => (await ReportAsync(family)).Kernels;

    /// <summary>Each family is compiled for once, in a process of its own.</summary>
    private static async Task<FamilyReport> ReportAsync(string family)
    {
        FamilyReport? report = await Reports.GetOrAdd(family, static name => new Lazy<Task<FamilyReport?>>(() => CompileAsync(name))).Value;
        return report ?? throw new InvalidOperationException($"The installed Mesa does not compile for {family}: wanted is RADV (radeon_icd*.json; in Debian's package mesa-vulkan-drivers) with its null device, up to version 25, or with mesa-drm-shim.");
    }

    private static async Task<FamilyReport?> CompileAsync(string family)
    {
        using Mesa mesa = new(unpacked: null);
        return await Survey.RunAsync(
            mesa, Family.Named(family), [.. Configs.Select(static config => Path.Combine(Repository.Root, "tests", config + ".json"))], [.. Formats.Select(Variant.Named)], CancellationToken.None);
    }
}

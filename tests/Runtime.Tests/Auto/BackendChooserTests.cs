using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Modelwright.Runtime.Auto;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Tests.Auto;

/// <summary>Which backend is chosen on machines of all kinds, and what is said of it.</summary>
public class BackendChooserTests
{
    private static readonly DeviceCapabilities Software = Device(0, "llvmpipe", VulkanDeviceType.Cpu);

    [Fact]
    public void The_best_card_is_taken()
    {
        BackendChoice choice = Choose(Software, Device(1, "Small", VulkanDeviceType.Integrated), Device(2, "Big", VulkanDeviceType.Discrete), Device(3, "Far", VulkanDeviceType.Virtual));

        Assert.Equal((ModelBackend.Vulkan, "2", false), (choice.Backend, choice.Device, choice.Asked));
        Assert.Contains("Big", choice.Reason, StringComparison.Ordinal);
    }

    /// <summary>The better card cannot run the kernels; the next one can.</summary>
    [Fact]
    public void A_card_that_cannot_is_passed_over()
    {
        DeviceCapabilities old = Device(0, "Old", VulkanDeviceType.Discrete) with { SubgroupsInCompute = false };

        Assert.Equal((ModelBackend.Vulkan, "1"), Named(Choose(old, Device(1, "Small", VulkanDeviceType.Integrated))));
        BackendChoice alone = Choose(old);
        Assert.Equal(ModelBackend.Cpu, alone.Backend);
        Assert.Contains("Old lacks subgroups in compute shaders", alone.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_driver_for_the_processor_is_no_card()
    {
        BackendChoice choice = Choose(Software, Device(1, "Strange", VulkanDeviceType.Other));

        Assert.Equal((ModelBackend.Cpu, false), (choice.Backend, choice.Asked));
        Assert.Contains("llvmpipe computes on the processor; Strange is no graphics card", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_devices_or_without_Vulkan_it_is_the_CPU_and_the_reason_says_which()
    {
        Assert.Equal("Vulkan has no device here", Choose().Reason);
        BackendChoice none = BackendChooser.Choose(new AutoLoadOptions(), named: null, static () => throw new VulkanUnavailableException("no Vulkan loader (libvulkan.so.1)", "the loader"));
        Assert.Equal((ModelBackend.Cpu, "there is no Vulkan here: no Vulkan loader (libvulkan.so.1)"), (none.Backend, none.Reason));
    }

    /// <summary>What is asked for is not weighed, nor are devices looked for.</summary>
    [Fact]
    public void Options_choose()
    {
        BackendChoice Asked(AutoLoadOptions options, string? named = null) => BackendChooser.Choose(options, named, static () => throw new InvalidOperationException("devices are not asked for"));

        Assert.Equal((ModelBackend.Cpu, null), Named(Asked(new() { Backend = ModelBackend.Cpu }, named: "llvm")));
        Assert.Equal((ModelBackend.Vulkan, null), Named(Asked(new() { Backend = ModelBackend.Vulkan })));
        Assert.Equal((ModelBackend.Vulkan, "llvm"), Named(Asked(new() { Device = "llvm" })));
        Assert.Equal((ModelBackend.Vulkan, "0"), Named(Asked(new(), named: "0")));
        Assert.All([Asked(new() { Backend = ModelBackend.Cpu }), Asked(new() { Device = "llvm" }), Asked(new(), named: "0")], static choice => Assert.True(choice.Asked));
        ArgumentException both = Assert.Throws<ArgumentException>(() => Asked(new() { Backend = ModelBackend.Cpu, Device = "4090" }));
        Assert.Contains("'4090'", both.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Asked(new() { Backend = (ModelBackend)7 }));
    }

    /// <summary>Every option of either backend is one of the common class, and reaches its backend.</summary>
    [Fact]
    public void Each_backends_options_are_all_there()
    {
        IEnumerable<string> Own(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(static p => p.Name);
        string[] all = [.. Own(typeof(AutoLoadOptions))];
        Assert.Empty(Own(typeof(CpuLoadOptions)).Concat(Own(typeof(VulkanLoadOptions))).Except(all));

        using System.Threading.CancellationTokenSource stop = new();
        ShaderCache cache = ShaderCache.Default;
        AutoLoadOptions options = new()
        {
            MaxContext = 77,
            PrefillChunk = 9,
            IgnoreTensors = ["x"],
            Validation = true,
            ShaderCache = cache,
            Threads = 3,
            CopyWeights = true,
            Activations = ActivationRounding.Bits8,
            LoadCancellation = stop.Token,
        };
        LoadOptions shared = new() { MaxContext = 77, PrefillChunk = 9, IgnoreTensors = options.IgnoreTensors };
        Assert.Equal(new VulkanLoadOptions(shared) { Device = "1", Validation = true, ShaderCache = cache, LoadCancellation = stop.Token }, options.ForVulkan("1"));
        Assert.Equal(new CpuLoadOptions(shared) { Threads = 3, CopyWeights = true, Activations = ActivationRounding.Bits8, LoadCancellation = stop.Token }, options.ForCpu());
    }

    private static (ModelBackend Backend, string? Device) Named(BackendChoice choice) => (choice.Backend, choice.Device);

    private static BackendChoice Choose(params DeviceCapabilities[] devices) => BackendChooser.Choose(new AutoLoadOptions(), named: null, () => devices);

    /// <summary>A device that has all that kernels need.</summary>
    private static DeviceCapabilities Device(int index, string name, VulkanDeviceType type) => new(new VulkanDeviceInfo(index, name, type, 8L << 30, "driver 1", "1.3.0"), default)
    {
        ApiVersion = (uint)Vk.Version13,
        VendorId = 1,
        ComputeFamily = 0,
        SubgroupSize = 32,
        MinSubgroupSize = 32,
        MaxSubgroupSize = 32,
        SubgroupOperations = SubgroupFeatureFlags.ArithmeticBit | SubgroupFeatureFlags.ShuffleBit,
        SubgroupsInCompute = true,
        SubgroupSizeControl = true,
        FullSubgroups = true,
        MaxStorageBufferRange = 1L << 31,
        MaxStorageBuffersPerStage = 32,
        OffsetAlignment = 64,
        MaxAllocation = 1L << 32,
        MaxGroupInvocations = 1024,
        MaxGroups = 65535,
        MemoryBudget = true,
        Memory = default,
        Extensions = [],
    };
}

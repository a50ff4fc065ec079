using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Modelwright.Runtime.Vulkan;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Tests;

public sealed class VulkanDeviceTests
{
    [Fact]
    public void Devices_are_listed_in_order()
    {
        IReadOnlyList<VulkanDeviceInfo> devices = VulkanDevices.Enumerate();
        Assert.NotEmpty(devices);
        Assert.Equal(Enumerable.Range(0, devices.Count), devices.Select(static d => d.Index));
        Assert.All(devices, static d => Assert.True(d.Name.Length > 0 && d.Driver.Length > 1 && d.MemoryBytes > 0, d.ToString()));
    }

    [Fact]
    public void A_device_is_chosen_by_number_or_by_part_of_its_name()
    {
        VulkanDeviceInfo last = VulkanDevices.Enumerate()[^1];
        using VulkanDevice byNumber = VulkanDevice.Open(last.Index.ToString(CultureInfo.InvariantCulture), validation: true);
        using VulkanDevice byName = VulkanDevice.Open(last.Name[1..^1].ToUpperInvariant(), validation: true);
        Assert.Equal(last, byNumber.Info);
        Assert.Equal(last.Name, byName.Info.Name);
        byNumber.Dispose();
        Assert.Empty(byNumber.ValidationMessages);
    }

    [Theory]
    [InlineData("77")]
    [InlineData("no such device")]
    public void An_unknown_device_names_those_there_are(string wanted)
    {
        DeviceNotFoundException e = Assert.Throws<DeviceNotFoundException>(() => VulkanDevice.Open(wanted));
        Assert.Contains(wanted, e.Message);
        Assert.Contains(VulkanDevices.Enumerate()[0].Name, e.Found[0]);
    }

    [Fact]
    public void A_graphics_card_comes_before_a_processor_and_a_useless_one_last()
    {
        DeviceCapabilities real = Real();
        DeviceCapabilities[] devices =
        [
            real with { Info = real.Info with { Index = 0, Type = VulkanDeviceType.Cpu } },
            real with { Info = real.Info with { Index = 1, Type = VulkanDeviceType.Integrated } },
            real with { Info = real.Info with { Index = 2, Type = VulkanDeviceType.Discrete }, SubgroupOperations = SubgroupFeatureFlags.BasicBit },
            real with { Info = real.Info with { Index = 3, Type = VulkanDeviceType.Discrete } },
        ];
        Assert.Equal(3, DeviceChooser.Choose(devices, wanted: null).Info.Index);
        Assert.Equal(1, DeviceChooser.Choose(devices[..3], wanted: " ").Info.Index);
        Assert.Equal(2, DeviceChooser.Choose(devices, wanted: "2").Info.Index);
        Assert.Equal(3, DeviceChooser.Choose([.. devices[..3], devices[3] with { Info = devices[3].Info with { Name = "Card 4090" } }], wanted: "4090").Info.Index);
        Assert.Throws<DeviceNotFoundException>(() => DeviceChooser.Choose([], wanted: null));
    }

    [Fact]
    public void What_a_device_lacks_is_listed()
    {
        DeviceCapabilities device = Real() with { ComputeFamily = null, SubgroupOperations = SubgroupFeatureFlags.ArithmeticBit, MaxStorageBuffersPerStage = 4 };
        DeviceFeatureMissingException e = Assert.Throws<DeviceFeatureMissingException>(() => DeviceChooser.Require(device));
        Assert.Equal(["a compute queue", "subgroup shuffle", "12 storage buffers a kernel"], e.Missing);
    }

    [Theory]
    [InlineData(VulkanDeviceType.Discrete, 0x10DEu, 32u, 32u, 32)] // NVIDIA
    [InlineData(VulkanDeviceType.Discrete, 0x1002u, 32u, 64u, 32)] // RDNA
    [InlineData(VulkanDeviceType.Discrete, 0x1002u, 64u, 64u, 64)] // GCN
    [InlineData(VulkanDeviceType.Integrated, 0x8086u, 8u, 32u, 8)] // Intel's Xe
    [InlineData(VulkanDeviceType.Discrete, 0x8086u, 16u, 32u, 16)] // Intel's Xe2
    [InlineData(VulkanDeviceType.Cpu, 0x10005u, 8u, 8u, 8)]
    public void Subgroup_sizes_follow_the_vendor_within_what_the_device_allows(VulkanDeviceType type, uint vendor, uint min, uint max, int expected)
    {
        DeviceCapabilities real = Real();
        DeviceProfile profile = DeviceProfile.Of(real with
        {
            Info = real.Info with { Type = type },
            VendorId = vendor,
            SubgroupSize = max,
            MinSubgroupSize = min,
            MaxSubgroupSize = max,
            SubgroupSizeControl = true,
        });
        Assert.Equal(expected, profile.SubgroupSize);
    }

    [Fact]
    public void A_leak_and_a_race_are_heard()
    {
        VulkanDevice device = VulkanDevice.Open(validation: true);
        using (BufferArena arena = BufferArena.Allocate(device, [new BufferRequest("a", 256), new BufferRequest("b", 256), new BufferRequest("c", 256)], MemoryUsage.Device))
        using (CommandStream stream = new(device))
        {
            stream.Begin();
            stream.Copy(arena.Ranges[0], arena.Ranges[1]);
            stream.Copy(arena.Ranges[1], arena.Ranges[2]); // reads what was just written
            stream.End();
        }

        Assert.Contains("SYNC-HAZARD-READ", Assert.Single(device.ValidationMessages));
        _ = new DeviceBuffer(device, 256, MemoryUsage.Upload);
        device.Dispose();
        Assert.True(device.ValidationMessages.Count > 1);
    }

    private static DeviceCapabilities Real()
    {
        using VulkanInstance instance = VulkanInstance.Create(validation: false);
        return CapabilityReader.Read(instance.Api, instance.Devices()[0], 0);
    }
}

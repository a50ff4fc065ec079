using System;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Tests;

/// <summary>Runs alone: every other test would see the variables too.</summary>
[CollectionDefinition(nameof(VulkanEnvironmentTests), DisableParallelization = true)]
[Collection(nameof(VulkanEnvironmentTests))]
public sealed class VulkanEnvironmentTests : IDisposable
{
    private static readonly string[] Names = ["MODELWRIGHT_DEVICE", "MODELWRIGHT_VALIDATION", "MODELWRIGHT_SHADER_CACHE", "XDG_CACHE_HOME"];

    private readonly string?[] _before = Array.ConvertAll(Names, Environment.GetEnvironmentVariable);

    public void Dispose()
    {
        for (int i = 0; i < Names.Length; i++)
        {
            Environment.SetEnvironmentVariable(Names[i], _before[i]);
        }
    }

    [Fact]
    public void A_device_not_named_is_the_variables()
    {
        Environment.SetEnvironmentVariable("MODELWRIGHT_DEVICE", "no such device");
        Assert.Throws<DeviceNotFoundException>(() => VulkanDevice.Open());
        using VulkanDevice named = VulkanDevice.Open("0");
        Assert.Equal(0, named.Info.Index);
    }

    [Fact]
    public void A_machine_without_a_loader_is_told_what_to_install()
    {
        VulkanUnavailableException e = Assert.Throws<VulkanUnavailableException>(
            () => VulkanInstance.OpenLoader(static () => throw new System.IO.FileNotFoundException("libvulkan.so.1")));

        Assert.Contains("libvulkan1", e.Message, StringComparison.Ordinal);
        Assert.Contains("libvulkan.so.1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_not_chosen_is_the_variables()
    {
        Environment.SetEnvironmentVariable("MODELWRIGHT_VALIDATION", "1");
        Assert.True(Hears(VulkanDevice.Open()));
        Assert.False(Hears(VulkanDevice.Open(validation: false)));
        Environment.SetEnvironmentVariable("MODELWRIGHT_VALIDATION", null);
        Assert.False(Hears(VulkanDevice.Open()));

        static bool Hears(VulkanDevice device)
        {
            _ = new DeviceBuffer(device, 256, MemoryUsage.Upload); // leaked
            device.Dispose();
            return device.ValidationMessages.Count > 0;
        }
    }

    [Fact]
    public void The_cache_is_the_variables_or_the_users()
    {
        Environment.SetEnvironmentVariable("MODELWRIGHT_SHADER_CACHE", "off");
        Assert.Null(ShaderCache.Default.Folder);
        Environment.SetEnvironmentVariable("MODELWRIGHT_SHADER_CACHE", "somewhere");
        Assert.Equal("somewhere", ShaderCache.Default.Folder);
        Environment.SetEnvironmentVariable("MODELWRIGHT_SHADER_CACHE", null);
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", "cache");
        Assert.Equal(System.IO.Path.Combine("cache", "modelwright", "spirv"), ShaderCache.Default.Folder);
    }
}

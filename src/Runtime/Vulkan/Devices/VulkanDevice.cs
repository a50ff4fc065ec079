using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>An open Vulkan device with one compute queue. A loaded model owns one.</summary>
public sealed unsafe partial class VulkanDevice : IDisposable
{
    private const string StatisticsExtension = "VK_KHR_pipeline_executable_properties";

    private readonly VulkanInstance _instance;
    private long _allocated;
    private bool _disposed;

    private VulkanDevice(VulkanInstance instance, DeviceCapabilities capabilities, ILogger logger, bool staging, bool statistics)
    {
        SharesMemory = capabilities.UnifiedMemory && !staging;
        KeepsStatistics = statistics;
        _instance = instance;
        Capabilities = capabilities;
        Profile = DeviceProfile.Of(capabilities);
        Logger = logger;
        Handle = CreateHandle(instance.Api, capabilities, statistics);
        Queue queue;
        Api.GetDeviceQueue(Handle, capabilities.ComputeFamily!.Value, 0, &queue);
        Queue = queue;
        Layouts = new PipelineLayouts(this);
    }

    /// <summary>What device it is.</summary>
    public VulkanDeviceInfo Info => Capabilities.Info;

    /// <summary>The validation layer's messages so far; empty without the layer. After disposal they tell of what was leaked.</summary>
    public IReadOnlyList<string> ValidationMessages => _instance.Log?.Messages ?? [];

    internal Vk Api => _instance.Api;

    internal Device Handle { get; }

    internal Queue Queue { get; }

    internal DeviceCapabilities Capabilities { get; }

    internal DeviceProfile Profile { get; }

    internal ILogger Logger { get; }

    internal PipelineLayouts Layouts { get; }

    /// <summary>The host sees the device's memory: weights and logits need no copies.</summary>
    internal bool SharesMemory { get; }

    /// <summary>The driver keeps what its compiler made of each pipeline, to be asked for.</summary>
    internal bool KeepsStatistics { get; }

    /// <summary>Held while a command buffer is handed to the queue: Vulkan wants one caller at a time.</summary>
    internal Lock QueueGate { get; } = new();

    /// <summary>Bytes of memory that buffers of this device hold now.</summary>
    public long AllocatedBytes => Interlocked.Read(ref _allocated);

    /// <summary>Opens a device.</summary>
    /// <param name="device">Its number in Vulkan's order or part of its name; <see langword="null"/> for MODELWRIGHT_DEVICE, or else the best: discrete, integrated, virtual, CPU.</param>
    /// <param name="validation">Whether the validation layer watches; <see langword="null"/> for what MODELWRIGHT_VALIDATION says (1 for yes).</param>
    /// <param name="logger">Told which device was chosen.</param>
    /// <exception cref="VulkanUnavailableException">There is no loader, no driver, or no validation layer where one is asked for.</exception>
    /// <exception cref="DeviceNotFoundException">No device fits.</exception>
    /// <exception cref="DeviceFeatureMissingException">The device cannot run the kernels.</exception>
    public static VulkanDevice Open(string? device = null, bool? validation = null, ILogger? logger = null) =>
        Open(device, validation, logger, staging: false);

    /// <summary>Opens a device; with <paramref name="staging"/> its memory is not shared with the host even where it could be, as on a graphics card.</summary>
    /// <remarks>With <paramref name="statistics"/> pipelines keep their statistics (VK_KHR_pipeline_executable_properties), which the driver must offer.</remarks>
    internal static VulkanDevice Open(string? device, bool? validation, ILogger? logger, bool staging, bool statistics = false)
    {
        VulkanInstance instance = VulkanInstance.Create(validation ?? VulkanEnvironment.Validation);
        try
        {
            IReadOnlyList<DeviceCapabilities> devices = [.. instance.Devices().Select((handle, index) => CapabilityReader.Read(instance.Api, handle, index))];
            DeviceCapabilities chosen = DeviceChooser.Choose(devices, device ?? VulkanEnvironment.Device);
            DeviceChooser.Require(chosen);
            VulkanDevice opened = new(instance, chosen, logger ?? NullLogger.Instance, staging, statistics);
            LogOpened(opened.Logger, chosen.Info.Name, chosen.Info.Driver, opened.Profile.SubgroupSize);
            return opened;
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    /// <summary>Closes the device. Everything made from it must be disposed before.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Layouts.Dispose();
        Api.DestroyDevice(Handle, null);
        _instance.Dispose();
    }

    /// <summary>Notes memory allocated, or freed if negative.</summary>
    internal void Allocated(long bytes) => Interlocked.Add(ref _allocated, bytes);

    private static Device CreateHandle(Vk vk, DeviceCapabilities capabilities, bool statistics)
    {
        float priority = 1f;
        DeviceQueueCreateInfo queue = new(queueFamilyIndex: capabilities.ComputeFamily!.Value, queueCount: 1, pQueuePriorities: &priority);
        PhysicalDeviceSubgroupSizeControlFeatures sizes = new(
            subgroupSizeControl: capabilities.SubgroupSizeControl,
            computeFullSubgroups: capabilities.FullSubgroups);
        PhysicalDevicePipelineExecutablePropertiesFeaturesKHR inspection = new(
            pNext: capabilities.SubgroupSizeControl || capabilities.FullSubgroups ? &sizes : null,
            pipelineExecutableInfo: true);
        IReadOnlyList<string> names = statistics ? [.. capabilities.Extensions, StatisticsExtension] : capabilities.Extensions;
        byte** extensions = (byte**)SilkMarshal.StringArrayToPtr(names);
        try
        {
            DeviceCreateInfo info = new(
                pNext: statistics ? &inspection : inspection.PNext,
                queueCreateInfoCount: 1,
                pQueueCreateInfos: &queue,
                enabledExtensionCount: (uint)names.Count,
                ppEnabledExtensionNames: extensions);
            Device device;
            Result result = vk.CreateDevice(capabilities.Handle, &info, null, &device);
            if (result != Result.Success)
            {
                throw new VulkanCallException(capabilities.Info.Name, "opening it", result.ToString());
            }

            vk.CurrentDevice = device;
            return device;
        }
        finally
        {
            SilkMarshal.Free((nint)extensions);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Vulkan device '{Device}' ({Driver}), subgroups of {SubgroupSize}.")]
    private static partial void LogOpened(ILogger logger, string device, string driver, int subgroupSize);
}

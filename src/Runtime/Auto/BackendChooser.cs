using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Auto;

/// <summary>
/// Chooses the backend: what the options say; else Vulkan, where it has a card that can run the kernels; else the CPU. A driver that computes on the processor is no card:
/// the CPU's own code is faster.
/// </summary>
internal static class BackendChooser
{
    /// <param name="options">What is asked for.</param>
    /// <param name="named">The device that the environment names.</param>
    /// <param name="devices">Lists what Vulkan offers.</param>
    /// <exception cref="ArgumentException">The options name a Vulkan device and the CPU.</exception>
    public static BackendChoice Choose(AutoLoadOptions options, string? named, Func<IReadOnlyList<DeviceCapabilities>> devices) => options switch
    {
        { Backend: ModelBackend.Cpu, Device: string device } => throw new ArgumentException(
            $"The options name the Vulkan device '{device}' and ask for the CPU; wanted one of the two.", nameof(options)),
        { Backend: ModelBackend.Cpu } => new BackendChoice(ModelBackend.Cpu, null, Asked: true, "the options ask for it"),
        { Backend: ModelBackend.Vulkan } => new BackendChoice(ModelBackend.Vulkan, options.Device, Asked: true, "the options ask for it"),
        { Backend: not ModelBackend.Automatic } => throw new ArgumentOutOfRangeException(nameof(options), options.Backend, "Not a backend."),
        { Device: string device } => new BackendChoice(ModelBackend.Vulkan, device, Asked: true, $"the options name the device '{device}'"),
        _ when !string.IsNullOrWhiteSpace(named) => new BackendChoice(ModelBackend.Vulkan, named, Asked: true, $"MODELWRIGHT_DEVICE names the device '{named}'"),
        _ => BestOf(devices),
    };

    private static BackendChoice BestOf(Func<IReadOnlyList<DeviceCapabilities>> devices)
    {
        IReadOnlyList<DeviceCapabilities> found;
        try
        {
            found = devices();
        }
        catch (VulkanUnavailableException error)
        {
            return OnCpu($"there is no Vulkan here: {error.Found}");
        }

        (DeviceCapabilities Device, string? Obstacle)[] judged = [.. found.Select(static device => (device, Obstacle(device)))];
        DeviceCapabilities? card = judged.Where(static d => d.Obstacle is null).Select(static d => d.Device).OrderBy(static d => d.Info.Type).FirstOrDefault();
        if (card is not null)
        {
            return new BackendChoice(ModelBackend.Vulkan, card.Info.Index.ToString(CultureInfo.InvariantCulture), Asked: false, $"{card.Info.Name} is the best card here");
        }

        return OnCpu(found.Count == 0 ? "Vulkan has no device here" : $"Vulkan has no card here that can: {string.Join("; ", judged.Select(static d => $"{d.Device.Info.Name} {d.Obstacle}"))}");
    }

    private static BackendChoice OnCpu(string reason) => new(ModelBackend.Cpu, null, Asked: false, reason);

    /// <summary>Why a device is not taken unasked; <see langword="null"/> where it can be.</summary>
    private static string? Obstacle(DeviceCapabilities device) => device.Info.Type switch
    {
        VulkanDeviceType.Cpu => "computes on the processor",
        VulkanDeviceType.Other => "is no graphics card",
        _ => DeviceChooser.Missing(device) is { Count: > 0 } missing ? $"lacks {string.Join(", ", missing)}" : null,
    };
}

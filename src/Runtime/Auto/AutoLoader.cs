using System;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Auto;

/// <summary>Loads a model on the backend that is chosen. Generated classes call it with the constructors of their two parts.</summary>
public static partial class AutoLoader
{
    /// <summary>
    /// Loads on a Vulkan card where there is one, else on the CPU, unless the options say otherwise. Where a card that was not asked for cannot load the model (its memory, its limits,
    /// its driver, no shader compiler), the CPU does, which is logged as a warning and in the report. What is wrong with the checkpoint or the options is thrown.
    /// </summary>
    /// <param name="options">How to load; <see langword="null"/> for defaults.</param>
    /// <param name="vulkan">Loads on Vulkan.</param>
    /// <param name="cpu">Loads on the CPU.</param>
    /// <exception cref="ModelwrightException">The checkpoint is not this model's, or the backend asked for cannot load it.</exception>
    /// <exception cref="ArgumentException">The options name a Vulkan device and the CPU.</exception>
    public static LoadedBackend Load(AutoLoadOptions? options, Func<VulkanLoadOptions, VulkanModel> vulkan, Func<CpuLoadOptions, CpuModel> cpu)
    {
        ArgumentNullException.ThrowIfNull(vulkan);
        ArgumentNullException.ThrowIfNull(cpu);
        options ??= new AutoLoadOptions();
        ILogger logger = options.Logger ?? NullLogger.Instance;
        BackendChoice choice = Choose(options);
        ModelwrightException? failure = null;
        if (choice.Backend == ModelBackend.Vulkan)
        {
            try
            {
                return Report(vulkan(options.ForVulkan(choice.Device)), choice, logger);
            }
            catch (ModelwrightException error) when (!choice.Asked && error is DeviceException or ShaderCompilationException)
            {
                LogFailure(logger, error.Message);
                failure = error;
                choice = new BackendChoice(ModelBackend.Cpu, null, Asked: false, $"Vulkan could not load the model. {error.Message}");
            }
        }

        return Report(cpu(options.ForCpu()), choice, failure, logger);
    }

    /// <summary>The backend that <see cref="Load"/> would begin with.</summary>
    internal static BackendChoice Choose(AutoLoadOptions options) => BackendChooser.Choose(options, VulkanEnvironment.Device, options.Devices ?? VulkanDevices.Read);

    private static LoadedBackend Report(VulkanModel model, BackendChoice choice, ILogger logger)
    {
        VulkanDeviceInfo device = model.Device.Info;
        AutoLoadReport report = new(ModelBackend.Vulkan, $"{device.Name}, {device.Driver}", choice.Reason);
        LogChosen(logger, model.Info.Name, report);
        return new LoadedBackend(model, Cpu: null, report);
    }

    private static LoadedBackend Report(CpuModel model, BackendChoice choice, ModelwrightException? failure, ILogger logger)
    {
        CpuStatistics statistics = model.Statistics;
        string device = FormattableString.Invariant($"threads: {statistics.Threads}, vectors of {statistics.VectorBits} bits");
        AutoLoadReport report = new(ModelBackend.Cpu, device, choice.Reason) { VulkanFailure = failure };
        LogChosen(logger, model.Info.Name, report);
        return new LoadedBackend(Vulkan: null, model, report);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Model} computes on {Report}")]
    private static partial void LogChosen(ILogger logger, string model, AutoLoadReport report);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The CPU computes in place of a card, because Vulkan could not load the model. {Reason}")]
    private static partial void LogFailure(ILogger logger, string reason);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Modelwright.Runtime.Vulkan;
using Silk.NET.Vulkan;

namespace Modelwright.Gpu;

/// <summary>Asks a driver for a pipeline's statistics (VK_KHR_pipeline_executable_properties); every driver has names of its own for them, and they change with its version.</summary>
internal sealed unsafe class PipelineStatistics
{
    private readonly Device _device;
    private readonly delegate* unmanaged<Device, PipelineInfoKHR*, uint*, PipelineExecutablePropertiesKHR*, Result> _properties;
    private readonly delegate* unmanaged<Device, PipelineExecutableInfoKHR*, uint*, PipelineExecutableStatisticKHR*, Result> _statistics;

    public PipelineStatistics(VulkanDevice device)
    {
        _device = device.Handle;
        _properties = (delegate* unmanaged<Device, PipelineInfoKHR*, uint*, PipelineExecutablePropertiesKHR*, Result>)Address(device, "vkGetPipelineExecutablePropertiesKHR");
        _statistics = (delegate* unmanaged<Device, PipelineExecutableInfoKHR*, uint*, PipelineExecutableStatisticKHR*, Result>)Address(device, "vkGetPipelineExecutableStatisticsKHR");
    }

    /// <exception cref="InvalidOperationException">The driver gives none of the names known for what is wanted.</exception>
    public CodeStatistics Of(Pipeline pipeline)
    {
        Dictionary<string, long> values = Read(pipeline);
        long? instructions = Find(values, "Instruction Count");
        return new CodeStatistics(
            Wanted(values, "VGPRs", "Max live registers"),
            Find(values, "Spill Count") ?? Find(values, "Spills") ?? Wanted(values, "Spilled SGPRs") + Wanted(values, "Spilled VGPRs"),
            Wanted(values, "Scratch size", "Scratch Memory Size"),
            Wanted(values, "LDS size", "Workgroup Memory Size"),
            Find(values, "Subgroups per SIMD"),
            Find(values, "Code size") ?? (instructions * 16) ?? Wanted(values, "Code size", "Instruction Count"));
    }

    private static nint Address(VulkanDevice device, string name)
    {
        nint address = device.Api.GetDeviceProcAddr(device.Handle, name);
        return address != 0 ? address : throw new InvalidOperationException($"the driver has no {name}");
    }

    private static long? Find(Dictionary<string, long> values, string name) => values.TryGetValue(name, out long value) ? value : null;

    private static long Wanted(Dictionary<string, long> values, params string[] names) =>
        names.Select(name => Find(values, name)).FirstOrDefault(static value => value is not null)
            ?? throw new InvalidOperationException($"of {string.Join(" or ", names)} the driver says nothing, but of {string.Join(", ", values.Keys)}");

    /// <summary>Of a pipeline's one executable; where a driver made several, the last one, which has the widest subgroups.</summary>
    private Dictionary<string, long> Read(Pipeline pipeline)
    {
        PipelineInfoKHR info = new(pipeline: pipeline);
        uint executables = 0;
        Require(_properties(_device, &info, &executables, null));
        PipelineExecutableInfoKHR executable = new(pipeline: pipeline, executableIndex: executables - 1);
        uint count = 0;
        Require(_statistics(_device, &executable, &count, null));
        PipelineExecutableStatisticKHR[] statistics = new PipelineExecutableStatisticKHR[count];
        Array.Fill(statistics, new PipelineExecutableStatisticKHR(StructureType.PipelineExecutableStatisticKhr));
        fixed (PipelineExecutableStatisticKHR* first = statistics)
        {
            Require(_statistics(_device, &executable, &count, first));
            Dictionary<string, long> values = [];
            for (uint i = 0; i < count; i++)
            {
                values.TryAdd(Text(first[i].Name), Value(first[i]));
            }

            return values;
        }
    }

    private static void Require(Result result)
    {
        if (result != Result.Success)
        {
            throw new InvalidOperationException($"{result} when asked for a pipeline's statistics");
        }
    }

    private static string Text(byte* name) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));

    private static long Value(in PipelineExecutableStatisticKHR statistic) => statistic.Format switch
    {
        PipelineExecutableStatisticFormatKHR.Bool32Khr => statistic.Value.B32 ? 1 : 0,
        PipelineExecutableStatisticFormatKHR.Int64Khr => statistic.Value.I64,
        PipelineExecutableStatisticFormatKHR.Uint64Khr => (long)statistic.Value.U64,
        _ => (long)statistic.Value.F64,
    };
}

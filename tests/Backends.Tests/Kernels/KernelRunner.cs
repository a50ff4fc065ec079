using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using Modelwright.Backends.Vulkan;
using Modelwright.Runtime.Vulkan;
using Device = Modelwright.Runtime.Vulkan;
using Kernels = Modelwright.Backends.Vulkan;

namespace Modelwright.Backends.Tests;

/// <summary>Runs one kernel on the machine's Vulkan device under the validation layer; one message of the layer fails the test.</summary>
public sealed class KernelRunner : IDisposable
{
    private readonly VulkanDevice _device = VulkanDevice.Open(validation: true);
    private readonly ShaderLibrary _shaders = new(compiler: null, ShaderCache.Off, NullLogger.Instance);

    public int SubgroupSize => _device.Profile.SubgroupSize;

    public void Dispose()
    {
        int known = _device.ValidationMessages.Count;
        _device.Dispose();
        AssertQuiet(known);
    }

    /// <summary>Runs a kernel once; <paramref name="buffers"/> are its bindings after the step buffer and take what it writes.</summary>
    internal void Run(Kernel kernel, KernelSetting setting, params KernelBuffer[] buffers)
    {
        Assert.Equal(kernel.Bindings.Count, buffers.Length);
        int known = _device.ValidationMessages.Count;
        using KernelSet kernels = KernelSet.Create(_device, [Define(kernel, setting)], setting.Cache, _shaders, []);
        using DescriptorSets sets = new(_device);
        using CommandStream stream = new(_device);
        List<BufferRequest> requests = [new("step", StepBuffer.Bytes(setting.Batch)), .. buffers.Select((buffer, i) => new BufferRequest(kernel.Bindings[i].Name, buffer.Bytes.Length))];
        using BufferArena arena = BufferArena.Allocate(_device, requests, MemoryUsage.Readback);

        CallShape shape = new(setting.Batch, setting.Tokens, setting.Past);
        StepBuffer.Write(arena.Ranges[0], shape, setting.KeyValueHeads, setting.Capacity, setting.Sequences(shape));
        StepBuffer.WriteRowOffset(arena.Ranges[0], setting.RowOffset);
        for (int i = 0; i < buffers.Length; i++)
        {
            buffers[i].Bytes.CopyTo(Span(arena.Ranges[i + 1]));
        }

        CommandRecorder recorder = new(_device, sets);
        recorder.Begin(stream, shape);
        recorder.Dispatch(kernels[0], [arena.Ranges[0], .. buffers.Select((buffer, i) => Bound(arena.Ranges[i + 1] with { Format = buffer.Format }, buffer))]);
        recorder.End();
        stream.Run(kernel.Name);
        for (int i = 0; i < buffers.Length; i++)
        {
            Span(arena.Ranges[i + 1])[..buffers[i].Bytes.Length].CopyTo(buffers[i].Bytes);
        }

        AssertQuiet(known);
    }

    /// <summary>The layer said nothing after its first <paramref name="known"/> messages, which belong to tests before.</summary>
    private void AssertQuiet(int known)
    {
        string said = string.Join("\n", _device.ValidationMessages.Skip(known));
        Assert.True(said.Length == 0, said);
    }

    private static Span<byte> Span(BufferRange range) => range.Buffer.Span(range.Offset, checked((int)range.Bytes));

    private KernelDefinition Define(Kernel kernel, KernelSetting setting) => new(
        kernel.Name,
        Cut(KernelTrace.Text(kernel.Glsl), setting),
        kernel.Class,
        [.. kernel.Bindings.Select(static binding => binding.Access)],
        Axis(kernel, kernel.Grid.X, setting),
        Axis(kernel, kernel.Grid.Y, setting),
        Axis(kernel, kernel.Grid.Z, setting),
        kernel.SegmentKeys,
        kernel.BindingCut,
        kernel.BindingStates);

    /// <summary>The buffer's range, in windows where it says so.</summary>
    private static BufferRange Bound(BufferRange range, KernelBuffer buffer)
    {
        if (buffer.Windows.Length == 0)
        {
            return range;
        }

        int rowBytes = buffer.Bytes.Length / buffer.Windows.Sum();
        Assert.Equal(buffer.Bytes.Length, rowBytes * buffer.Windows.Sum());
        List<BufferWindow> windows = [];
        int first = 0;
        foreach (int rows in buffer.Windows)
        {
            windows.Add(new BufferWindow(range.Slice((long)first * rowBytes, (long)rows * rowBytes), first, rows, buffer.ItemRows));
            first += rows;
        }

        return windows[0].Range with { Windows = windows };
    }

    /// <summary>Another device's profile, written into the text: the runtime gives the constants of this device.</summary>
    private string Cut(string glsl, KernelSetting setting)
    {
        if (setting.Subgroups is int subgroups)
        {
            glsl = Replace(glsl, "layout(constant_id = 1) const uint SUBGROUPS = 1;", $"const uint SUBGROUPS = {Text(subgroups)}u;");
            glsl = Replace(glsl, "local_size_x_id = 2", $"local_size_x = {Text(subgroups * SubgroupSize)}");
        }

        return setting.Rows is int rows && glsl.Contains("uint ROWS", StringComparison.Ordinal)
            ? Replace(glsl, "layout(constant_id = 4) const uint ROWS = 4;", $"const uint ROWS = {Text(rows)}u;")
            : glsl;
    }

    private GridAxis Axis(Kernel kernel, GridAxis axis, KernelSetting setting)
    {
        if (setting.Subgroups is null && setting.Rows is null)
        {
            return axis;
        }

        KernelClass kernelClass = kernel.Class;
        int subgroups = setting.Subgroups ?? _device.Profile.Subgroups(kernelClass);
        int unit = axis.Unit switch
        {
            GridUnit.Subgroup => subgroups,
            GridUnit.Rows => subgroups * (setting.Rows ?? _device.Profile.Rows(kernelClass)),
            GridUnit.Lane => subgroups * SubgroupSize,
            _ => 1,
        };
        return new GridAxis(axis.Factor, axis.Extent, GridUnit.Group, axis.Per * unit);
    }

    private static string Replace(string text, string old, string with)
    {
        Assert.Contains(old, text);
        return text.Replace(old, with, StringComparison.Ordinal);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Tests that share one device.</summary>
[CollectionDefinition(Name)]
public sealed class KernelRunnerCollection : ICollectionFixture<KernelRunner>
{
    public const string Name = "kernels";
}

using System;
using System.IO;
using System.Text;
using Silk.NET.Core.Contexts;
using Silk.NET.Core.Native;
using Silk.NET.Shaderc;
using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace Modelwright.Architecture.Tests;

/// <summary>One shader from its source to its result, on the first device there is.</summary>
public sealed unsafe class VulkanStandInTests
{
    private const uint Count = 64;

    private const string Source = """
        #version 450
        layout(local_size_x_id = 0) in;
        layout(set = 0, binding = 0) buffer Values { uint values[]; };
        layout(push_constant) uniform Push { uint factor; };
        void main() { values[gl_GlobalInvocationID.x] = factor * gl_GlobalInvocationID.x + 1u; }
        """;

    private readonly Vk _vk = Vk.GetApi();

    [Fact]
    public void A_broken_shader_is_reported_with_its_name_and_line()
    {
        (CompilationStatus status, _, string messages) = Compile("#version 450\nvoid main() { nothing(); }\n");

        Assert.Equal(CompilationStatus.CompilationError, status);
        Assert.Contains("test.comp:2: error:", messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shader_runs()
    {
        (CompilationStatus status, byte[] spirv, string messages) = Compile(Source);
        Assert.True(status == CompilationStatus.Success, messages);

        uint version = Vk.Version12;
        ApplicationInfo application = new(apiVersion: version);
        InstanceCreateInfo instanceInfo = new(pApplicationInfo: &application);
        Check(_vk.CreateInstance(in instanceInfo, null, out Instance instance));
        uint count = 1;
        PhysicalDevice physical;
        Result found = _vk.EnumeratePhysicalDevices(instance, ref count, &physical);
        Assert.True(found is Result.Success or Result.Incomplete && count == 1, $"{found}, {count} devices");
        float priority = 1;
        DeviceQueueCreateInfo queueInfo = new(queueFamilyIndex: ComputeFamily(physical), queueCount: 1, pQueuePriorities: &priority);
        DeviceCreateInfo deviceInfo = new(queueCreateInfoCount: 1, pQueueCreateInfos: &queueInfo);
        Check(_vk.CreateDevice(physical, in deviceInfo, null, out Device device));

        uint[] values = Run(physical, device, queueInfo.QueueFamilyIndex, spirv);

        _vk.DestroyDevice(device, null);
        _vk.DestroyInstance(instance, null);
        for (uint i = 0; i < Count; i++)
        {
            Assert.Equal((3 * i) + 1, values[i]);
        }
    }

    [Fact]
    public void A_machine_without_the_library_is_told_its_name()
    {
        FileNotFoundException exception = Assert.Throws<FileNotFoundException>(() => new DefaultNativeContext("libno-such-library.so"));

        Assert.Contains("libno-such-library.so", exception.Message, StringComparison.Ordinal);
    }

    private static (CompilationStatus Status, byte[] Spirv, string Messages) Compile(string source)
    {
        Shaderc shaderc = Shaderc.GetApi();
        Compiler* compiler = shaderc.CompilerInitialize();
        CompileOptions* options = shaderc.CompileOptionsInitialize();
        shaderc.CompileOptionsSetTargetEnv(options, TargetEnv.Vulkan, (uint)EnvVersion.Vulkan12);
        nuint size = (nuint)Encoding.UTF8.GetByteCount(source);
        CompilationResult* result = shaderc.CompileIntoSpv(compiler, source, size, ShaderKind.ComputeShader, "test.comp", "main", options);
        byte[] spirv = new ReadOnlySpan<byte>(shaderc.ResultGetBytes(result), (int)shaderc.ResultGetLength(result)).ToArray();
        (CompilationStatus, byte[], string) output =
            (shaderc.ResultGetCompilationStatus(result), spirv, shaderc.ResultGetErrorMessageS(result));
        shaderc.ResultRelease(result);
        shaderc.CompileOptionsRelease(options);
        shaderc.CompilerRelease(compiler);
        return output;
    }

    private uint ComputeFamily(PhysicalDevice physical)
    {
        uint count = 0;
        _vk.GetPhysicalDeviceQueueFamilyProperties(physical, ref count, null);
        QueueFamilyProperties* families = stackalloc QueueFamilyProperties[(int)count];
        _vk.GetPhysicalDeviceQueueFamilyProperties(physical, ref count, families);
        uint family = 0;
        while ((families[family].QueueFlags & QueueFlags.ComputeBit) == 0)
        {
            family++;
        }

        return family;
    }

    private uint[] Run(PhysicalDevice physical, Device device, uint family, byte[] spirv)
    {
        (Buffer buffer, DeviceMemory memory) = CreateBuffer(physical, device);
        DescriptorSetLayoutBinding binding = new(0, DescriptorType.StorageBuffer, 1, ShaderStageFlags.ComputeBit);
        DescriptorSetLayoutCreateInfo setInfo = new(bindingCount: 1, pBindings: &binding);
        Check(_vk.CreateDescriptorSetLayout(device, in setInfo, null, out DescriptorSetLayout setLayout));
        PushConstantRange range = new(ShaderStageFlags.ComputeBit, 0, sizeof(uint));
        PipelineLayoutCreateInfo layoutInfo = new(setLayoutCount: 1, pSetLayouts: &setLayout, pushConstantRangeCount: 1, pPushConstantRanges: &range);
        Check(_vk.CreatePipelineLayout(device, in layoutInfo, null, out PipelineLayout layout));
        Pipeline pipeline = CreatePipeline(device, layout, spirv);
        DescriptorPool pool = CreateSet(device, setLayout, buffer, out DescriptorSet set);

        Submit(device, family, layout, pipeline, set);

        void* mapped = null;
        Check(_vk.MapMemory(device, memory, 0, Vk.WholeSize, MemoryMapFlags.None, ref mapped));
        uint[] values = new ReadOnlySpan<uint>(mapped, (int)Count).ToArray();
        _vk.UnmapMemory(device, memory);
        _vk.DestroyDescriptorPool(device, pool, null);
        _vk.DestroyPipeline(device, pipeline, null);
        _vk.DestroyPipelineLayout(device, layout, null);
        _vk.DestroyDescriptorSetLayout(device, setLayout, null);
        _vk.DestroyBuffer(device, buffer, null);
        _vk.FreeMemory(device, memory, null);
        return values;
    }

    private (Buffer Buffer, DeviceMemory Memory) CreateBuffer(PhysicalDevice physical, Device device)
    {
        BufferCreateInfo info = new(size: Count * sizeof(uint), usage: BufferUsageFlags.StorageBufferBit);
        Check(_vk.CreateBuffer(device, in info, null, out Buffer buffer));
        MemoryRequirements needs = _vk.GetBufferMemoryRequirements(device, buffer);
        PhysicalDeviceMemoryProperties memories = _vk.GetPhysicalDeviceMemoryProperties(physical);
        MemoryPropertyFlags wanted = MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit;
        int type = 0;
        while ((needs.MemoryTypeBits & (1u << type)) == 0 || (memories.MemoryTypes[type].PropertyFlags & wanted) != wanted)
        {
            type++;
        }

        MemoryAllocateInfo allocation = new(allocationSize: needs.Size, memoryTypeIndex: (uint)type);
        Check(_vk.AllocateMemory(device, in allocation, null, out DeviceMemory memory));
        Check(_vk.BindBufferMemory(device, buffer, memory, 0));
        return (buffer, memory);
    }

    private Pipeline CreatePipeline(Device device, PipelineLayout layout, byte[] spirv)
    {
        ShaderModule module;
        fixed (byte* code = spirv)
        {
            ShaderModuleCreateInfo moduleInfo = new(codeSize: (nuint)spirv.Length, pCode: (uint*)code);
            Check(_vk.CreateShaderModule(device, in moduleInfo, null, out module));
        }

        uint localSize = Count;
        SpecializationMapEntry entry = new(0, 0, sizeof(uint));
        SpecializationInfo constants = new(1, &entry, sizeof(uint), &localSize);
        byte* main = (byte*)SilkMarshal.StringToPtr("main");
        PipelineShaderStageCreateInfo stage =
            new(stage: ShaderStageFlags.ComputeBit, module: module, pName: main, pSpecializationInfo: &constants);
        ComputePipelineCreateInfo info = new(stage: stage, layout: layout);
        Check(_vk.CreateComputePipelines(device, default, 1, in info, null, out Pipeline pipeline));
        SilkMarshal.Free((nint)main);
        _vk.DestroyShaderModule(device, module, null);
        return pipeline;
    }

    private DescriptorPool CreateSet(Device device, DescriptorSetLayout setLayout, Buffer buffer, out DescriptorSet set)
    {
        DescriptorPoolSize size = new(DescriptorType.StorageBuffer, 1);
        DescriptorPoolCreateInfo poolInfo = new(maxSets: 1, poolSizeCount: 1, pPoolSizes: &size);
        Check(_vk.CreateDescriptorPool(device, in poolInfo, null, out DescriptorPool pool));
        DescriptorSetAllocateInfo setInfo = new(descriptorPool: pool, descriptorSetCount: 1, pSetLayouts: &setLayout);
        Check(_vk.AllocateDescriptorSets(device, in setInfo, out set));
        DescriptorBufferInfo range = new(buffer, 0, Vk.WholeSize);
        WriteDescriptorSet write = new(dstSet: set, descriptorCount: 1, descriptorType: DescriptorType.StorageBuffer, pBufferInfo: &range);
        _vk.UpdateDescriptorSets(device, [write], []);
        return pool;
    }

    private void Submit(Device device, uint family, PipelineLayout layout, Pipeline pipeline, DescriptorSet set)
    {
        CommandPoolCreateInfo poolInfo = new(queueFamilyIndex: family);
        Check(_vk.CreateCommandPool(device, in poolInfo, null, out CommandPool pool));
        CommandBufferAllocateInfo allocation = new(commandPool: pool, level: CommandBufferLevel.Primary, commandBufferCount: 1);
        Check(_vk.AllocateCommandBuffers(device, in allocation, out CommandBuffer commands));
        CommandBufferBeginInfo begin = new(flags: CommandBufferUsageFlags.OneTimeSubmitBit);
        Check(_vk.BeginCommandBuffer(commands, in begin));
        _vk.CmdBindPipeline(commands, PipelineBindPoint.Compute, pipeline);
        _vk.CmdBindDescriptorSets(commands, PipelineBindPoint.Compute, layout, 0, [set], []);
        uint factor = 3;
        _vk.CmdPushConstants(commands, layout, ShaderStageFlags.ComputeBit, 0, sizeof(uint), ref factor);
        _vk.CmdDispatch(commands, 1, 1, 1);
        MemoryBarrier barrier = new(srcAccessMask: AccessFlags.ShaderWriteBit, dstAccessMask: AccessFlags.HostReadBit);
        _vk.CmdPipelineBarrier(commands, PipelineStageFlags.ComputeShaderBit, PipelineStageFlags.HostBit, DependencyFlags.None, [barrier], [], []);
        Check(_vk.EndCommandBuffer(commands));

        _vk.GetDeviceQueue(device, family, 0, out Queue queue);
        FenceCreateInfo fenceInfo = new(sType: StructureType.FenceCreateInfo);
        Check(_vk.CreateFence(device, in fenceInfo, null, out Fence fence));
        SubmitInfo submit = new(commandBufferCount: 1, pCommandBuffers: &commands);
        Check(_vk.QueueSubmit(queue, [submit], fence));
        Check(_vk.WaitForFences(device, [fence], true, ulong.MaxValue));
        _vk.DestroyFence(device, fence, null);
        _vk.DestroyCommandPool(device, pool, null);
    }

    private static void Check(Result result) => Assert.Equal(Result.Success, result);
}

using System;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// The device-dependent numbers that kernels take as specialisation constants: subgroup size, subgroups per workgroup and rows per subgroup.
/// The CPU column is measured; the GPU columns are starting points (several subgroups a workgroup hide latency, few rows keep registers free).
/// </summary>
internal sealed record DeviceProfile(int SubgroupSize, bool IsCpu, int MaxSubgroups)
{
    private const uint Intel = 0x8086;
    private const int GpuSubgroups = 4;

    public static DeviceProfile Of(DeviceCapabilities device)
    {
        // Intel's registers are few: of subgroups of 16 half of the kernels spill where those of 8 do not, and where 16 is the least they do not either.
        uint wanted = device.Info.Type == VulkanDeviceType.Cpu
            ? device.SubgroupSize
            : device.VendorId == Intel ? device.MinSubgroupSize : 32u;
        uint size = device.SubgroupSizeControl
            ? Math.Clamp(wanted, device.MinSubgroupSize, device.MaxSubgroupSize)
            : device.SubgroupSize;
        return new DeviceProfile((int)size, device.Info.Type == VulkanDeviceType.Cpu, Math.Max(1, device.MaxGroupInvocations / (int)size));
    }

    /// <summary>Subgroups of a workgroup.</summary>
    public int Subgroups(KernelClass kernelClass) => kernelClass switch
    {
        // Subgroups that share work need company to share it with; each barrier costs a CPU device a switch per subgroup.
        KernelClass.Workgroup => Math.Min(MaxSubgroups, IsCpu ? 1 : GpuSubgroups),
        KernelClass.Gemm => 1,
        _ => Math.Min(MaxSubgroups, IsCpu ? 1 : GpuSubgroups),
    };

    /// <summary>Outputs that one subgroup of a matrix-vector kernel computes, or queries that one of a prompt's attention has: 8 or 4.</summary>
    public int Rows(KernelClass kernelClass) => kernelClass switch
    {
        KernelClass.Gemv => IsCpu ? 8 : 2,
        KernelClass.Subgroup => IsCpu ? 8 : 4,
        _ => 1,
    };
}

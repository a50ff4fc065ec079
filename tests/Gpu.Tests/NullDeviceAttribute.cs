using System.Linq;

namespace Modelwright.Gpu.Tests;

/// <summary>A theory over families, which wants Mesa's driver for AMD's cards on the machine (on Debian and Ubuntu in the package mesa-vulkan-drivers) and none of the cards.</summary>
public sealed class NullDeviceTheoryAttribute : TheoryAttribute
{
    public NullDeviceTheoryAttribute()
    {
        using Mesa mesa = new(unpacked: null);
        if (!mesa.EnvironmentsFor(Family.Named("navi21")).Any())
        {
            Skip = "There is no RADV here: no radeon_icd*.json under /usr/share/vulkan, /usr/local/share/vulkan or /etc/vulkan.";
        }
    }
}

using System.Globalization;
using System.Runtime.InteropServices;

namespace Modelwright.Benchmarks;

/// <summary>How many threads the CPU's Vulkan driver has. It asks the process's environment when it is loaded, and .NET's own copy of that is not what native code sees.</summary>
internal static partial class LavapipeThreads
{
    public static void Set(int threads)
    {
        if (!System.OperatingSystem.IsWindows())
        {
            _ = SetVariable("LP_NUM_THREADS", threads.ToString(CultureInfo.InvariantCulture), overwrite: 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}

using System;
using System.Diagnostics;
using System.IO;

namespace Modelwright.Benchmarks;

/// <summary>The most memory that this process had, mapped files that it read among it.</summary>
internal static class PeakMemory
{
    public static long Bytes
    {
        get
        {
            using Process self = Process.GetCurrentProcess();
            return self.PeakWorkingSet64;
        }
    }

    /// <summary>Forgets what was before, where the system can; on others the peak is that of the process's whole life.</summary>
    public static void Reset()
    {
        const string file = "/proc/self/clear_refs";
        const string forgetPeak = "5"; // proc_pid_clear_refs(5)
        if (OperatingSystem.IsLinux() && File.Exists(file))
        {
            try
            {
                File.WriteAllText(file, forgetPeak);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"The peak of memory is that of the whole process: {error.Message}");
            }
        }
    }
}

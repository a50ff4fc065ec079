using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Modelwright.Runtime.Cpu;

/// <summary>How many threads a model has where nobody says.</summary>
internal static class Processors
{
    /// <summary>
    /// The physical cores this process may use. .NET counts logical processors within affinity and the control group's share; where Linux tells which of them are
    /// twins on one core, a core counts once. Two threads on one core share its arithmetic units and gain nothing here.
    /// </summary>
    public static int Default { get; } = Math.Max(1, Math.Min(Environment.ProcessorCount, PhysicalCores()));

    /// <summary>The numbers of a list as Linux writes them: <c>0-3,8,10-11</c>.</summary>
    internal static IEnumerable<int> Numbers(string list)
    {
        foreach (string part in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] ends = part.Split('-');
            int last = int.Parse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture);
            for (int number = int.Parse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture); number <= last; number++)
            {
                yield return number;
            }
        }
    }

    private static int PhysicalCores()
    {
        const string status = "/proc/self/status";
        const string allowed = "Cpus_allowed_list:";
        if (!OperatingSystem.IsLinux() || !File.Exists(status))
        {
            return int.MaxValue;
        }

        try
        {
            HashSet<string> cores = new(StringComparer.Ordinal);
            foreach (string line in File.ReadLines(status))
            {
                foreach (int processor in line.StartsWith(allowed, StringComparison.Ordinal) ? Numbers(line[allowed.Length..]) : [])
                {
                    string twins = $"/sys/devices/system/cpu/cpu{processor.ToString(CultureInfo.InvariantCulture)}/topology/thread_siblings_list";
                    cores.Add(File.Exists(twins) ? File.ReadAllText(twins).Trim() : twins);
                }
            }

            return cores.Count == 0 ? int.MaxValue : cores.Count;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return int.MaxValue; // a system that does not tell: logical processors it is
        }
    }
}

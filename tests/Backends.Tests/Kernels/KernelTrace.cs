using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Modelwright.Backends.Tests;

/// <summary>
/// What <c>./build.sh mutate kernels</c> sees and changes: the texts of the kernels that tests run. MODELWRIGHT_KERNELS_SEEN is a folder for texts
/// and the names of their tests; MODELWRIGHT_KERNEL_BREAK a file with a pattern and, on its second line, what it is replaced by, which may change while tests
/// run. Without them, nothing.
/// </summary>
internal static class KernelTrace
{
    private static readonly string? Seen = Environment.GetEnvironmentVariable("MODELWRIGHT_KERNELS_SEEN");
    private static readonly string? Break = Environment.GetEnvironmentVariable("MODELWRIGHT_KERNEL_BREAK");

    /// <summary>The text to run in place of a kernel's own.</summary>
    public static string Text(string glsl)
    {
        if (Seen is not null)
        {
            string name = Path.Combine(Seen, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(glsl)))[..16]);
            File.WriteAllText(name + ".comp", glsl);
            File.AppendAllLines(name + ".tests", [RunningTest()]);
        }

        return Break is { Length: > 0 } file && File.ReadAllLines(file) is [string pattern, string replacement] ? Regex.Replace(glsl, pattern, replacement) : glsl;
    }

    private static string RunningTest()
    {
        MethodBase? test = new StackTrace().GetFrames().Select(static frame => frame.GetMethod()).FirstOrDefault(static method => method?.GetCustomAttribute<FactAttribute>() is not null);
        return test?.DeclaringType is { } type ? $"{type.FullName}.{test.Name}" : throw new InvalidOperationException("a kernel was run by no test");
    }
}

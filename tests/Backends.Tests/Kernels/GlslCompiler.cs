using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace Modelwright.Backends.Tests;

/// <summary>
/// GLSL to SPIR-V by the <c>glslc</c> program, checked by <c>spirv-val</c>: as it is, and with the constants of a GPU
/// (subgroups of 32, four a workgroup, f16, two rows), which no test here can run.
/// </summary>
internal static class GlslCompiler
{
    /// <exception cref="InvalidOperationException">One of the programs refused the text; the message has what it said and the text.</exception>
    public static byte[] Compile(string name, string glsl)
    {
        string folder = Directory.CreateTempSubdirectory("kernel").FullName;
        try
        {
            string source = Path.Combine(folder, name + ".comp");
            string binary = Path.Combine(folder, name + ".spv");
            File.WriteAllText(source, glsl);
            Run("glslc", ["--target-env=vulkan1.2", "-O", "-Werror", "-o", binary, source], glsl);
            Run("spirv-val", ["--target-env", "vulkan1.2", binary], glsl);
            string specialised = Path.Combine(folder, name + ".gpu.spv");
            Run("spirv-opt", ["--set-spec-const-default-value=0:32 1:4 2:128 3:1 4:2", "--freeze-spec-const", "--fold-spec-const-op-composite", "-o", specialised, binary], glsl);
            Run("spirv-val", ["--target-env", "vulkan1.2", specialised], glsl);
            return File.ReadAllBytes(binary);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Many kernels in one call of <c>glslc</c>, since its start costs more than a kernel.</summary>
    public static void CheckAll(IReadOnlyList<(string Name, string Glsl)> kernels)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("kernels");
        try
        {
            foreach ((string name, string glsl) in kernels)
            {
                File.WriteAllText(Path.Combine(folder.FullName, name + ".comp"), glsl);
            }

            Run("glslc", ["--target-env=vulkan1.2", "-Werror", "-c", .. kernels.Select(static kernel => kernel.Name + ".comp")], string.Empty, folder.FullName);
            foreach ((string name, string glsl) in kernels)
            {
                Run("spirv-val", ["--target-env", "vulkan1.2", name + ".comp.spv"], glsl, folder.FullName);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(string program, string[] arguments, string glsl, string folder = "")
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException(program + " did not start");
        string said = process.StandardError.ReadToEnd() + process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program}: {said}\n{glsl}");
        }
    }
}

using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.KernelCompiler;

/// <summary>The program spirv-val, where it is installed: what a compiler got wrong is found while building, not by a driver.</summary>
internal sealed class SpirvValidator(string program)
{
    private const int Workers = 2;

    public static SpirvValidator? Find(string path) => GlslcCompiler.Find(path, "spirv-val") is string program ? new SpirvValidator(program) : null;

    /// <exception cref="ShaderCompilationException">A module is not valid. It is removed, so that the next build does not take it for a good one.</exception>
    public void Validate(IReadOnlyList<ShaderSource> kernels, KernelFolder folder)
    {
        string?[] faults = new string?[kernels.Count];
        Parallel.For(0, kernels.Count, new ParallelOptions { MaxDegreeOfParallelism = Workers }, i => faults[i] = Fault(folder.PathOf(kernels[i])));
        for (int i = 0; i < faults.Length; i++)
        {
            if (faults[i] is string fault)
            {
                File.Delete(folder.PathOf(kernels[i]));
                throw new ShaderCompilationException(kernels[i].Name, fault);
            }
        }
    }

    private string? Fault(string module)
    {
        ProcessStartInfo start = new(program, ["--target-env", "vulkan1.2", module]) { RedirectStandardError = true, RedirectStandardOutput = true, CreateNoWindow = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : output.Result + errors;
    }
}

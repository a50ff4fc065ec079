using System;
using System.Collections.Concurrent;
using System.IO;

namespace Modelwright.Mutation;

/// <summary>Compiles kernels by <c>glslc</c>, to tell breaks that change nothing and those that are no GLSL.</summary>
internal sealed class Glslc : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mutation").FullName;
    private readonly ConcurrentDictionary<string, byte[]?> _compiled = new();
    private int _files;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The program of a kernel; null where it is no GLSL.</summary>
    public byte[]? Compile(string glsl) => _compiled.GetOrAdd(glsl, Run);

    private byte[]? Run(string glsl)
    {
        string source = Path.Combine(_folder, $"{System.Threading.Interlocked.Increment(ref _files)}.comp");
        string binary = source + ".spv";
        File.WriteAllText(source, glsl);
        bool compiled = Command.Run("glslc", ["--target-env=vulkan1.2", "-O", "-o", binary, source], TimeSpan.FromMinutes(1)).ExitCode == 0;
        return compiled ? File.ReadAllBytes(binary) : null;
    }
}

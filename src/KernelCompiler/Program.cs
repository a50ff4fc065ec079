using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Modelwright.IR;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.KernelCompiler;

/// <summary>
/// <c>Modelwright.KernelCompiler &lt;folder&gt; &lt;config.json&gt;|&lt;head&gt;…</c>: the kernels of all the configs as SPIR-V in the folder, one file each, named as the
/// resource they become. What is there already is kept, what is no longer wanted goes. A config with errors has no kernels: the generator tells of the errors.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments.Length < 2)
        {
            Console.Error.WriteLine("Usage: Modelwright.KernelCompiler <output folder> <config.json>[|<head>]...");
            Console.Error.WriteLine("       Modelwright.KernelCompiler --dump <output folder> <config.json>|<head>|<class>|<backends>...");
            return 2;
        }

        using CancellationTokenSource stop = new();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        return arguments[0] == "--dump"
            ? Dump(arguments[1], [.. arguments.Skip(2)], stop.Token)
            : Run(new KernelFolder(arguments[0]), [.. arguments.Skip(1)], Environment.GetEnvironmentVariable("PATH") ?? "", stop.Token);
    }

    /// <summary>0 where the folder holds the kernels, or none because nothing here can compile them; 1 after an error in MSBuild's form.</summary>
    internal static int Run(KernelFolder folder, IReadOnlyList<string> configs, string path, CancellationToken cancel)
    {
        try
        {
            ShaderSource[] kernels = [.. configs.SelectMany(config => Kernels(config, cancel)).DistinctBy(static kernel => kernel.Glsl)];
            folder.Keep(kernels);
            ShaderSource[] missing = [.. kernels.Where(folder.Lacks)];
            if (missing.Length == 0)
            {
                folder.Complete();
                return 0;
            }

            if (GlslcCompiler.Find(path) is not string program)
            {
                Console.WriteLine(
                    "Modelwright: no program glslc is on the PATH, so kernels are not compiled into the assembly. The built program compiles them when it first "
                    + "loads a model, and needs glslc then. Install it here (package glslc, or the Vulkan SDK), or set ModelwrightPrecompile to false.");
                return 0;
            }

            folder.Write(missing, new GlslcCompiler(program) { Optimize = true }.Compile(missing));
            SpirvValidator.Find(path)?.Validate(missing, folder);
            folder.Complete();
            Console.WriteLine($"Modelwright: {missing.Length} of {kernels.Length} kernels compiled.");
            return 0;
        }
        catch (ShaderCompilationException error)
        {
            return Failed(MessageId.KernelRefused, error.Kernel, error.Log);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(MessageId.KernelsNotKept, error.Message);
        }
        catch (OperationCanceledException)
        {
            return 1;
        }
    }

    /// <summary>0 where the files are written, 1 after an error in MSBuild's form.</summary>
    internal static int Dump(string folder, IReadOnlyList<string> models, CancellationToken cancel)
    {
        try
        {
            foreach (string file in StageDump.Write(folder, models, cancel))
            {
                Console.WriteLine("Modelwright: " + file);
            }

            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(MessageId.StagesNotKept, error.Message);
        }
        catch (OperationCanceledException)
        {
            return 1;
        }
    }

    /// <summary>The kernels of a config; a head behind a bar is the one that the project asks for.</summary>
    private static IEnumerable<ShaderSource> Kernels(string config, CancellationToken cancel)
    {
        int bar = config.LastIndexOf('|');
        return bar < 0 ? ModelKernels.Of(File.ReadAllText(config), "", cancel) : ModelKernels.Of(File.ReadAllText(config[..bar]), config[(bar + 1)..], cancel);
    }

    /// <summary>An error in the form that MSBuild reads, on one line.</summary>
    private static int Failed(MessageId id, params string[] arguments)
    {
        MessageDescription message = MessageCatalog.Of(id);
        string text = string.Format(CultureInfo.InvariantCulture, message.Format, arguments);
        Console.WriteLine($"Modelwright : error {message.Code}: {text.ReplaceLineEndings(" ")}");
        return 1;
    }
}

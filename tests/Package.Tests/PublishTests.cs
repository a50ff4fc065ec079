using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static Modelwright.Package.Tests.UserProject;

namespace Modelwright.Package.Tests;

/// <summary>What a program needs where it runs.</summary>
[Collection(PackagesCollection.Name)]
public class PublishTests(PackedFeed feed)
{
    private static string NativeRuntime => "linux-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    /// <summary>Kernels are compiled where the program is built, so a machine that runs it needs no shader compiler.</summary>
    [Fact]
    public void A_built_program_needs_no_shader_compiler()
    {
        string folder = VulkanProgram("embedded");
        DotNet.Outcome build = DotNet.Run(folder, ["build"]).MustSucceed();

        Assert.Matches("Modelwright: ([0-9]+) of \\1 kernels compiled", build.Output);
        Assert.Equal(Continuation, DotNet.Run(folder, ["run", "--no-build", "--", Checkpoint], feed.BarePath).MustSucceed().Output.Trim());
    }

    /// <summary>Where nothing can compile kernels, the build says what that means; so does the program, which names both ways out.</summary>
    [Fact]
    public void Without_a_shader_compiler_both_sides_say_what_to_do()
    {
        string folder = VulkanProgram("without");
        DotNet.Outcome build = DotNet.Run(folder, ["build"], feed.BarePath).MustSucceed();
        DotNet.Outcome run = DotNet.Run(folder, ["run", "--no-build", "--", Checkpoint], feed.BarePath);

        Assert.Contains("no program glslc is on the PATH", build.Output);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("ShaderCompilationException", run.Errors);
        Assert.Contains("build the program where glslc is", run.Errors);
        Assert.Contains("install glslc here", run.Errors);

        // Once it is installed, the next build compiles; and not again after that.
        Assert.Contains("kernels compiled", DotNet.Run(folder, ["build"]).MustSucceed().Output);
        Assert.DoesNotContain("kernels compiled", DotNet.Run(folder, ["build"]).MustSucceed().Output);
    }

    /// <summary>One file, with nothing beside it; where it was published for less than the processor has, it says so.</summary>
    [Fact]
    public void A_program_on_the_CPU_is_published_as_one_native_file()
    {
        string folder = feed.Folder("native", new Dictionary<string, string>
        {
            ["native.csproj"] = feed.Project(
                """<ModelConfig Include="config.json" Class="Tiny" Backend="Cpu" />""",
                "Modelwright;Modelwright.Runtime.Cpu",
                properties: "<PublishAot>true</PublishAot><StripSymbols>true</StripSymbols>"),
            ["config.json"] = Config,
            ["Program.cs"] = Generating("native.Tiny") + "\nConsole.WriteLine(model.Statistics.VectorBits);\nConsole.WriteLine(model.Statistics.Notice);\n",
        });

        DotNet.Run(folder, ["publish", "-c", "Release", "-r", NativeRuntime, "-o", "out"]).MustSucceed();
        string program = Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "out")), static file => Path.GetExtension(file) is not (".dbg" or ".pdb"));

        Assert.InRange(new FileInfo(program).Length, 1 << 20, 20 << 20);
        string[] lines = DotNet.RunProgram(program, folder, [Checkpoint], feed.BarePath).MustSucceed().Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(Continuation, lines[0]);
        if (Vector256.IsHardwareAccelerated)
        {
            Assert.Equal("256", lines[1]);
            Assert.Equal(Vector512.IsHardwareAccelerated, lines[2].Contains("ModelwrightInstructionSet x86-64-v4", StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// The same for Vulkan: kernels are embedded, so a driver is all it needs. Silk.NET's loader looks for its library beside assemblies too, which a native program
    /// has none of (IL3000, IL3002), and then finds it by its name.
    /// </summary>
    [Fact]
    public void A_program_on_Vulkan_is_published_as_a_native_file()
    {
        string folder = feed.Folder("nativevulkan", new Dictionary<string, string>
        {
            ["nativevulkan.csproj"] = feed.Project(
                """<ModelConfig Include="config.json" Class="Tiny" Backend="Vulkan" />""", "Modelwright", properties: "<PublishAot>true</PublishAot><NoWarn>IL3000;IL3002</NoWarn>"),
            ["config.json"] = Config,
            ["Program.cs"] = Generating("nativevulkan.Tiny"),
        });

        DotNet.Run(folder, ["publish", "-c", "Release", "-r", NativeRuntime, "-o", "out"]).MustSucceed();

        Assert.Equal(Continuation, DotNet.RunProgram(Path.Combine(folder, "out", "nativevulkan"), folder, [Checkpoint], feed.BarePath).MustSucceed().Output.Trim());
    }

    /// <summary>And for both at once: one native file, which chooses where it runs.</summary>
    [Fact]
    public void A_program_for_both_is_published_as_one_native_file()
    {
        string folder = feed.Folder("nativeauto", new Dictionary<string, string>
        {
            ["nativeauto.csproj"] = feed.Project(
                """<ModelConfig Include="config.json" Class="Tiny" />""", "Modelwright",
                properties: "<PublishAot>true</PublishAot><StripSymbols>true</StripSymbols><NoWarn>IL3000;IL3002</NoWarn>"),
            ["config.json"] = Config,
            ["Program.cs"] = Generating("nativeauto.Tiny") + "\nConsole.WriteLine(model.LoadReport.Backend);\nusing Tiny asked = Tiny.Load(args[0], new() { Backend = Modelwright.Runtime.Auto.ModelBackend.Vulkan });\nConsole.WriteLine(asked.LoadReport.Backend);\n".Replace("Tiny", "nativeauto.Tiny", StringComparison.Ordinal),
        });

        DotNet.Run(folder, ["publish", "-c", "Release", "-r", NativeRuntime, "-o", "out"]).MustSucceed();
        string program = Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "out")), static file => Path.GetExtension(file) is not (".dbg" or ".pdb"));

        Assert.InRange(new FileInfo(program).Length, 1 << 20, 20 << 20);
        Assert.Equal([Continuation, "Cpu", "Vulkan"], DotNet.RunProgram(program, folder, [Checkpoint], feed.BarePath).MustSucceed().Output.Trim().Split('\n', StringSplitOptions.TrimEntries));
    }

    private string VulkanProgram(string name) => feed.Folder(name, new Dictionary<string, string>
    {
        [$"{name}.csproj"] = feed.Project("""<ModelConfig Include="config.json" Class="Tiny" Backend="Vulkan" />""", "Modelwright"),
        ["config.json"] = Config,
        ["Program.cs"] = Generating($"{name}.Tiny"),
    });
}

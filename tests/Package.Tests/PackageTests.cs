using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Modelwright.Tests;
using static Modelwright.Package.Tests.UserProject;

namespace Modelwright.Package.Tests;

/// <summary>What a user meets who adds the package to a new project.</summary>
[Collection(PackagesCollection.Name)]
public class PackageTests(PackedFeed feed)
{
    /// <summary>One package, one config: a program that runs.</summary>
    [Fact]
    public void A_new_program_needs_one_package_and_one_config()
    {
        string folder = feed.Folder("program", new Dictionary<string, string>
        {
            ["program.csproj"] = feed.Project("""<ModelConfig Include="model/config.json" Class="Tiny" />""", "Modelwright"),
            ["model/config.json"] = Config,
            ["Program.cs"] = Generating("program.Tiny"),
        });

        DotNet.Outcome run = DotNet.Run(folder, ["run", "--", Checkpoint]).MustSucceed();

        Assert.Equal(Continuation, run.Output.Trim());
    }

    /// <summary>The same where there is neither a Vulkan loader's driver nor a shader compiler, while building and while running: the CPU computes, and the program can say why.</summary>
    [Fact]
    public void The_first_program_needs_no_driver_and_no_shader_compiler()
    {
        string folder = feed.Folder("bare", new Dictionary<string, string>
        {
            ["bare.csproj"] = feed.Project("""<ModelConfig Include="config.json" Class="Tiny" />""", "Modelwright"),
            ["config.json"] = Config,
            ["Program.cs"] = Generating("bare.Tiny") + "\nConsole.WriteLine(model.LoadReport);\n",
        });

        DotNet.Run(folder, ["build"], feed.BarePath).MustSucceed();
        string[] lines = DotNet.Run(folder, ["run", "--no-build", "--", Checkpoint], feed.BarePath, withoutDrivers: true).MustSucceed().Output.Split('\n', StringSplitOptions.TrimEntries);

        Assert.Equal(Continuation, lines[0]);
        Assert.StartsWith("Cpu (", lines[1], StringComparison.Ordinal);
        Assert.Contains("Vulkan", lines[1], StringComparison.Ordinal);
    }

    /// <summary>On the CPU nothing but managed code is needed.</summary>
    [Fact]
    public void The_CPU_backend_is_a_package_of_its_own()
    {
        string folder = feed.Folder("cpu", new Dictionary<string, string>
        {
            ["cpu.csproj"] = feed.Project("""<ModelConfig Include="config.json" Class="Tiny" Backend="Cpu" />""", "Modelwright;Modelwright.Runtime.Cpu"),
            ["config.json"] = Config,
            ["Program.cs"] = Generating("cpu.Tiny"),
        });

        Assert.Equal(Continuation, DotNet.Run(folder, ["run", "--", Checkpoint]).MustSucceed().Output.Trim());
    }

    /// <summary>A class library holds the model; the program that uses the library names no package of ours.</summary>
    [Fact]
    public void A_library_may_hold_the_model()
    {
        string folder = feed.Folder("layers", new Dictionary<string, string>
        {
            ["library/library.csproj"] = feed.Project("""<ModelConfig Include="config.json" Class="Tiny" Accessibility="public" />""", "Modelwright", library: true),
            ["library/config.json"] = Config,
            ["app/app.csproj"] = feed.Project("""<ProjectReference Include="../library/library.csproj" />"""),
            ["app/Program.cs"] = """
                System.Console.WriteLine(library.Tiny.Config.HiddenSize);
                System.Console.WriteLine(library.Tiny.Weights.Verify(args[0]).IsComplete);
                """,
        });

        DotNet.Outcome run = DotNet.Run(folder, ["run", "--project", "app", "--", Checkpoint]).MustSucceed();

        Assert.Equal(["48", "True"], run.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_broken_config_is_an_error_at_its_line()
    {
        string broken = Config.Replace("\"num_hidden_layers\":", "\"num_hiden_layers\":", StringComparison.Ordinal).Replace("\"hidden_act\": \"silu\"", "\"hidden_act\": \"sulu\"", StringComparison.Ordinal);
        string folder = feed.Folder("broken", new Dictionary<string, string>
        {
            ["broken.csproj"] = feed.Project("""<ModelConfig Include="config.json" Class="Tiny" />""", "Modelwright", library: true),
            ["config.json"] = broken,
        });

        DotNet.Outcome build = DotNet.Run(folder, ["build", "--verbosity", "quiet"]);

        Assert.NotEqual(0, build.ExitCode);
        int line = 1 + broken[..broken.IndexOf("\"hidden_act\"", StringComparison.Ordinal)].Count(static c => c == '\n');
        Assert.Contains($"config.json({line},", build.Output);
        Assert.Contains("\"sulu\"", build.Output);
        Assert.DoesNotContain("CS0246", build.Output);
    }

    /// <summary>A warning, here an error as all are in these projects, is silenced or raised as any compiler's is.</summary>
    [Theory]
    [InlineData("default", "", "", false)]
    [InlineData("nowarn", "<NoWarn>MW4001</NoWarn>", "", true)]
    [InlineData("global", "</PropertyGroup><ItemGroup><GlobalAnalyzerConfigFiles Include=\"severities.globalconfig\" /></ItemGroup><PropertyGroup>", "is_global = true\ndotnet_diagnostic.MW4001.severity = none\n", true)]
    [InlineData("raised", "<NoWarn>MW4001</NoWarn><WarningsAsErrors>MW6001</WarningsAsErrors>", "", false)]
    public void Severities_are_the_projects(string name, string properties, string globalConfig, bool builds)
    {
        string folder = feed.Folder("severity-" + name, new Dictionary<string, string>
        {
            [$"{name}.csproj"] = feed.Project("""<ModelConfig Include="config.json" Class="Tiny" Backend="Cpu" />""", "Modelwright", library: true, properties),
            ["config.json"] = Config.Replace("\"hidden_act\"", "\"colour\": \"blue\",\n  \"hidden_act\"", StringComparison.Ordinal),
            ["severities.globalconfig"] = globalConfig,
        });

        DotNet.Outcome build = DotNet.Run(folder, ["build", "--verbosity", "quiet"]);

        Assert.True(build.ExitCode == 0 == builds, build.Output);
        Assert.Equal(name == "default", build.Output.Contains("error MW4001: 'colour'", StringComparison.Ordinal));
        Assert.Equal(name == "raised", build.Output.Contains("error MW6001", StringComparison.Ordinal));
    }

    /// <summary>The second backend is another package and another word in the project; and, where the machine's C++ library is old, one property.</summary>
    [Fact]
    public void TorchSharp_is_a_package_of_its_own()
    {
        string folder = feed.Folder("torch", new Dictionary<string, string>
        {
            ["torch.csproj"] = feed.Project(
                $"""
                <ModelConfig Include="config.json" Class="Tiny" Backend="TorchSharp" />
                <PackageReference Include="TorchSharp-cpu" Version="{TorchVersion}" />
                """,
                "Modelwright;Modelwright.Runtime.TorchSharp",
                properties: "<ModelwrightTorchCompatibility>true</ModelwrightTorchCompatibility>"),
            ["config.json"] = Config,
            ["Program.cs"] = Generating("torch.Tiny"),
        });

        Assert.Equal(Continuation, DotNet.Run(folder, ["run", "--", Checkpoint]).MustSucceed().Output.Trim());
    }

    /// <summary>The compiler in a user's tests, without the generator and without a runtime.</summary>
    [Fact]
    public void The_testing_package_brings_the_compiler()
    {
        string folder = feed.Folder("testing", new Dictionary<string, string>
        {
            ["testing.csproj"] = feed.Project("", "Modelwright.Testing"),
            ["config.json"] = Config,
            ["Program.cs"] = """
                using Modelwright.Testing;

                Generated generated = Generated.From("config.json", Backend.Vulkan);
                System.Console.WriteLine($"{generated.Diagnostics.Count} {generated.Kernels.Count > 10} {generated.Schedule.Length > 0}");
                """,
        });

        Assert.Equal("0 True True", DotNet.Run(folder, ["run"]).MustSucceed().Output.Trim());
    }

    /// <summary>The command-line tool, as it is installed.</summary>
    [Fact]
    public void The_tool_installs_and_runs_a_model()
    {
        string folder = feed.Folder("tool", new Dictionary<string, string> { ["config.json"] = Config });
        DotNet.Run(folder, ["tool", "install", "Modelwright.Cli", "--version", feed.Version, "--tool-path", "tools"]).MustSucceed();
        string dll = Directory.EnumerateFiles(Path.Combine(folder, "tools"), "Modelwright.Cli.dll", SearchOption.AllDirectories).Single();

        Assert.Contains("FLOPs of matrix products", DotNet.Run(folder, [dll, "inspect", "config.json"]).MustSucceed().Output);
        string model = Path.Combine(Repository.Root, "samples", "Shakespeare", "model");
        DotNet.Outcome run = DotNet.Run(folder, [dll, "run", model, "--prompt", "ROMEO:", "--max-tokens", "5"]).MustSucceed();
        Assert.StartsWith("ROMEO:", run.Output, StringComparison.Ordinal);
        Assert.Contains("decode 5 tokens", run.Errors);
    }

    /// <summary>The version that the repository builds with.</summary>
    private static string TorchVersion =>
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion").Single(static p => (string?)p.Attribute("Include") == "TorchSharp-cpu").Attribute("Version")!.Value;
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Modelwright.Tests;
using static Modelwright.Package.Tests.UserProject;

namespace Modelwright.Package.Tests;

/// <summary>Programs for .NET 8, in the language that they have by default (C# 12).</summary>
[Collection(PackagesCollection.Name)]
public class Net8Tests(PackedFeed feed)
{
    private static string Runtime => "linux-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    /// <summary>
    /// What is generated for each family and backend compiles, and a model computes the tokens that it computes elsewhere. The program brings its runtime, so that it is .NET 8
    /// which runs it whatever the machine has. No libtorch is among its packages, which the TorchSharp class says.
    /// </summary>
    [Fact]
    public void A_program_for_NET_8_runs_on_NET_8()
    {
        string folder = feed.Folder("net8", new Dictionary<string, string>
        {
            ["net8.csproj"] = feed.Project(
                """
                <ModelConfig Include="config.json" Class="Tiny" Precompile="false" Backend="Auto;TorchSharp" />
                <ModelConfig Include="next/config.json" Class="Next" Precompile="false" Backend="Auto;TorchSharp" />
                <ModelConfig Include="vision/config.json" Class="Seeing" Precompile="false" Backend="Auto;TorchSharp" />
                """,
                "Modelwright;Modelwright.Runtime.TorchSharp;Modelwright.Extensions.AI",
                properties: "<ModelwrightTorchCompatibility>true</ModelwrightTorchCompatibility><SelfContained>true</SelfContained><RuntimeIdentifier>" + Runtime + "</RuntimeIdentifier>",
                framework: "net8.0"),
            ["config.json"] = Config,
            ["next/config.json"] = ConfigOf("qwen3_next"),
            ["next/chat_template.jinja"] = File.ReadAllText(Path.Combine(Repository.Root, "samples", "Chat", "model", "chat_template.jinja")),
            ["vision/config.json"] = ConfigOf("qwen3_vl"),
            ["Program.cs"] = Generating("net8.Tiny") + """

                Console.WriteLine(model.LoadReport.Backend);
                Console.WriteLine(Environment.Version.Major);
                try
                {
                    using net8.TinyTorchSharp torch = net8.TinyTorchSharp.Load(args[0]);
                }
                catch (Modelwright.Runtime.TorchSharp.TorchUnavailableException e)
                {
                    Console.WriteLine(e.Message);
                }
                """,
        });

        DotNet.Run(folder, ["build", "-o", "out"]).MustSucceed();
        string[] lines = DotNet.RunProgram(Path.Combine(folder, "out", "net8"), folder, [Checkpoint], feed.BarePath, withoutDrivers: true).MustSucceed().Output.Trim().Split('\n', StringSplitOptions.TrimEntries);

        Assert.Equal([Continuation, "Cpu", "8"], lines[..3]);
        // TorchSharp says much about where it looked before it throws.
        Assert.Contains("wanted one of the packages TorchSharp-cpu, TorchSharp-cuda-linux and TorchSharp-cuda-windows", lines[^1], StringComparison.Ordinal);
    }

    /// <summary>Every library is there for both, and what it depends on is of its own framework.</summary>
    [Fact]
    public void Libraries_are_packed_for_both_frameworks()
    {
        foreach (string package in Directory.EnumerateFiles(feed.Packages, "*.nupkg"))
        {
            (string id, string[] files, string[] groups) = PackageFile.Read(package);
            string[] frameworks = [.. files.Where(static f => f.StartsWith("lib/", StringComparison.Ordinal)).Select(static f => f.Split('/')[1]).Distinct().Order(StringComparer.Ordinal)];
            bool isLibrary = frameworks.Length > 0 && id != "Modelwright.Testing";

            Assert.Equal(isLibrary ? ["net10.0", "net8.0"] : id == "Modelwright.Testing" ? ["net10.0"] : [], frameworks);
            if (isLibrary || id == "Modelwright")
            {
                Assert.Equal(["net10.0", "net8.0"], groups);
            }
        }
    }

    private static string ConfigOf(string golden) => File.ReadAllText(Path.Combine(Repository.Root, "tests", "goldens", golden, "config.json"));
}

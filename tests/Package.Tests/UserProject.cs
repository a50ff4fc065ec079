using System;
using System.IO;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.Package.Tests;

/// <summary>Projects as a user writes them, with a tiny model whose tokens are known.</summary>
internal static class UserProject
{
    /// <summary>Greedy tokens of the golden case, by Hugging Face.</summary>
    private const string Prompt = "22, 93, 67, 60, 14, 54, 61, 93, 81, 74, 5";

    public const string Continuation = "51 26 73 26 73 26";

    public static readonly string Checkpoint = Path.Combine(Repository.Root, "tests", "goldens", "qwen3_dense");

    public static readonly string Config = File.ReadAllText(Path.Combine(Checkpoint, "config.json"));

    /// <summary>A program that continues <see cref="Prompt"/>.</summary>
    public static string Generating(string type) => $$"""
        using System;
        using System.Collections.Generic;
        using Modelwright.Runtime;

        using {{type}} model = {{type}}.Load(args[0]);
        List<int> tokens = [];
        await foreach (int token in model.GenerateAsync([{{Prompt}}], new() { MaxTokens = 6, Temperature = 0 }))
        {
            tokens.Add(token);
        }

        Console.WriteLine(string.Join(' ', tokens));
        """;

    /// <summary>A project file with these items and our packages.</summary>
    public static string Project(this PackedFeed feed, string items, string packages = "", bool library = false, string properties = "", string framework = "net10.0") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>{framework}</TargetFramework>
            <OutputType>{(library ? "Library" : "Exe")}</OutputType>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
            {string.Concat(packages.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => $"<PackageReference Include=\"{p}\" Version=\"{feed.Version}\" />"))}
          </ItemGroup>
        </Project>
        """;
}

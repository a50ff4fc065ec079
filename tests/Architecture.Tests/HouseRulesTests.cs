using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Modelwright.Tests;

namespace Modelwright.Architecture.Tests;

/// <summary>The house's rules of ARCHITECTURE.md that a machine can check: who may know what, and how long things may be.</summary>
public class HouseRulesTests
{
    private const int MostLines = 250;

    private static readonly string Root = Repository.Root;

    [Theory]
    [InlineData("Roslyn", @"Microsoft\.CodeAnalysis", "src/Generator/", "src/CodeFixes/", "src/Cli/Models/ModelClass.cs")]
    [InlineData("GLSL", @"gl_GlobalInvocationID|layout\(set|gl_SubgroupInvocationID|#version 450", "src/Backends/Vulkan/")]
    [InlineData("TorchSharp", @"using (static )?TorchSharp|torch\.nn\b", "src/Backends/TorchSharp/", "src/Runtime/TorchSharp/")]
    [InlineData("Vulkan bindings", @"using Silk\.NET", "src/Runtime/Vulkan/", "src/Runtime/Shaderc/")]
    [InlineData("Hugging Face's config keys", "\"(num_hidden_layers|num_attention_heads|rope_scaling|rms_norm_eps|moe_intermediate_size)\"", "src/IR/Config/")]
    [InlineData("numbers of bindings", @"binding = \d", "src/Backends/Vulkan/Glsl/Prologue.cs")]
    [InlineData("how rows of weights lie", @"\bwiden_codes\b|_SCALES_AT\b|FormatWord\.GroupShift", "src/Backends/Vulkan/Glsl/WeightRows.cs", "src/Runtime/Core/Weights/Formats/")]
    [InlineData("families", @"\bFamilyBinder\b", "src/IR/Config/", "src/Generator/FixHints.cs")]
    public void What_only_one_place_may_know(string what, string pattern, params string[] places)
    {
        string[] strangers =
        [
            .. Sources("src").Where(file => !places.Any(place => Name(file).StartsWith(place, StringComparison.Ordinal)))
                .Where(file => Regex.IsMatch(File.ReadAllText(file), pattern))
                .Select(Name),
        ];

        Assert.True(strangers.Length == 0, $"{what} is known outside {string.Join(", ", places)}: {string.Join(", ", strangers)}");
    }

    [Theory]
    [InlineData("src/Contract/", @"using Modelwright\.")]
    [InlineData("src/Templates/", @"using Modelwright\.")]
    [InlineData("src/IR/", @"using Modelwright\.(Backends|Compiler|Generator|Runtime)")]
    [InlineData("src/Backends/", @"using Modelwright\.(Compiler|Generator|Runtime)")]
    [InlineData("src/Compiler/", @"using Modelwright\.(Generator|Runtime)")]
    [InlineData("src/Runtime/", @"using Modelwright\.(IR|Backends|Compiler|Generator)")]
    [InlineData("src/Runtime/Core/", @"using Modelwright\.Runtime\.(Cpu|Vulkan|TorchSharp)")]
    public void Dependencies_point_one_way(string folder, string forbidden)
    {
        string[] broken = [.. Sources(folder).Where(file => Regex.IsMatch(File.ReadAllText(file), forbidden)).Select(Name)];

        Assert.True(broken.Length == 0, $"{folder} must not use {forbidden}: {string.Join(", ", broken)}");
    }

    [Theory]
    [InlineData("src/Contract/")]
    [InlineData("src/Templates/")]
    [InlineData("src/IR/")]
    [InlineData("src/Backends/")]
    [InlineData("src/Compiler/")]
    [InlineData("src/Generator/")]
    public void The_compiler_reads_no_file_and_starts_no_process(string folder)
    {
        const string Outside =
            @"\bFile\.(Read|Open|Exists|Write|Append|Create|Delete|Copy|Move|Get|Set)|\bDirectory\.(Enumerate|Get|Exists|Create|Delete|Move)"
            + @"|\b(FileInfo|DirectoryInfo|ProcessStartInfo|HttpClient)\b|\bProcess\.|\bEnvironment\.(Get|Expand|Current|Exit)"
            + "|new (FileStream|StreamReader|StreamWriter)\\b|DllImport|LibraryImport";
        string[] reaching = [.. Sources(folder).Where(static file => Regex.IsMatch(WithoutComments(File.ReadAllText(file)), Outside)).Select(Name)];

        Assert.NotEmpty(Sources(folder));
        Assert.True(reaching.Length == 0, $"reaches outside its inputs: {string.Join(", ", reaching)}");
    }

    [Fact]
    public void Files_stay_short()
    {
        string[] large =
        [
            .. Sources("src").Select(static file => (File: file, Lines: File.ReadLines(file).Count()))
                .Where(static f => f.Lines > MostLines).Select(static f => $"{Name(f.File)} ({f.Lines})"),
        ];

        Assert.True(large.Length == 0, $"longer than {MostLines} lines: {string.Join(", ", large)}");
    }

    [Fact]
    public void Nothing_unfinished_ships()
    {
        string[] words = ["NotImplemented" + "Exception", "TO" + "DO", "FIX" + "ME", "HA" + "CK"];
        string[] found =
        [
            .. ((string[])["src", "samples", "tests", "eng"]).SelectMany(Sources)
                .Where(file => Regex.IsMatch(File.ReadAllText(file), $@"\b({string.Join('|', words)})\b")).Select(Name),
        ];

        Assert.True(found.Length == 0, string.Join(", ", found));
    }

    /// <summary>"From 0 to 1" does not say whether 0 is one of them: <c>NumberRange</c>, or "at least", "above", "at most", "below".</summary>
    [Fact]
    public void Messages_say_whether_ends_belong_to_a_range()
    {
        string[] open =
        [
            .. Sources("src").SelectMany(static file => File.ReadLines(file).Where(static line => Regex.IsMatch(WithoutComments(line), @"""[^""]*\b(from|between|wanted) (-?\d|\{)[^""]*\b(to|up|and) ?(\d|\{|\b)"))
                .Select(line => $"{Name(file)}: {line.Trim()}")),
        ];

        Assert.True(open.Length == 0, string.Join('\n', open));
    }

    private static string WithoutComments(string text) => Regex.Replace(text, "//.*", "");

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !Name(file).Split('/').Any(static part => part is "obj" or "bin"));

    private static string Name(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Modelwright.Package.Tests;

/// <summary><c>dotnet new modelwright</c>, as a user begins with it.</summary>
[Collection(PackagesCollection.Name)]
public class TemplateTests(PackedFeed feed)
{
    /// <summary>Names and versions are filled in, and the program builds.</summary>
    [Fact]
    public void A_program_from_the_template_builds()
    {
        string root = feed.Folder("template", new Dictionary<string, string> { ["keep"] = "" });
        string hive = Path.Combine(root, "hive");
        string package = Directory.EnumerateFiles(feed.Packages, "Modelwright.ProjectTemplates.*.nupkg").Single();
        DotNet.Run(root, ["new", "install", package, "--debug:custom-hive", hive]).MustSucceed();
        DotNet.Run(root, ["new", "modelwright", "--name", "Fresh", "--output", "made", "--debug:custom-hive", hive]).MustSucceed();
        string made = Path.Combine(root, "made");
        Assert.DoesNotContain(Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories), static file => File.ReadAllText(file).Contains("{version}", StringComparison.Ordinal) || File.ReadAllText(file).Contains("ModelApp", StringComparison.Ordinal));

        DotNet.Run(made, ["build", "Fresh"]).MustSucceed();
    }

    [Fact]
    public void The_tests_can_be_left_out_and_the_backend_chosen()
    {
        string root = feed.Folder("template-bare", new Dictionary<string, string> { ["keep"] = "" });
        string hive = Path.Combine(root, "hive");
        DotNet.Run(root, ["new", "install", Directory.EnumerateFiles(feed.Packages, "Modelwright.ProjectTemplates.*.nupkg").Single(), "--debug:custom-hive", hive]).MustSucceed();
        DotNet.Run(root, ["new", "modelwright", "--name", "Bare", "--output", "made", "--Tests", "false", "--Backend", "Cpu", "--debug:custom-hive", hive]).MustSucceed();

        Assert.False(Directory.Exists(Path.Combine(root, "made", "Bare.Tests")));
        Assert.Contains("Backend=\"Cpu\"", File.ReadAllText(Path.Combine(root, "made", "Bare", "Bare.csproj")), StringComparison.Ordinal);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.Package.Tests;

/// <summary><c>dotnet new modelwright</c>, as a user begins with it.</summary>
[Collection(PackagesCollection.Name)]
public class TemplateTests(PackedFeed feed)
{
    /// <summary>Names and versions are filled in, the program builds and writes with a checkpoint of its config, and its snapshots are made, accepted and held.</summary>
    [Fact]
    public void A_program_from_the_template_runs_and_holds_its_snapshots()
    {
        string root = feed.Folder("template", new Dictionary<string, string> { ["keep"] = "" });
        string hive = Path.Combine(root, "hive");
        string package = Directory.EnumerateFiles(feed.Packages, "Modelwright.ProjectTemplates.*.nupkg").Single();
        DotNet.Run(root, ["new", "install", package, "--debug:custom-hive", hive]).MustSucceed();
        DotNet.Run(root, ["new", "modelwright", "--name", "Fresh", "--output", "made", "--debug:custom-hive", hive]).MustSucceed();
        string made = Path.Combine(root, "made");
        Assert.DoesNotContain(Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories), static file => File.ReadAllText(file).Contains("{version}", StringComparison.Ordinal) || File.ReadAllText(file).Contains("ModelApp", StringComparison.Ordinal));

        // Another model, as the README says: one whose checkpoint the repository has.
        string model = Path.Combine(Repository.Root, "samples", "Shakespeare", "model");
        File.Copy(Path.Combine(model, "config.json"), Path.Combine(made, "Fresh", "Models", "config.json"), overwrite: true);
        DotNet.Outcome written = DotNet.Run(made, ["run", "--project", "Fresh", "--", model, "ROMEO:"], withoutDrivers: true).MustSucceed();
        Assert.InRange(written.Output.Trim().Length, 100, 2000);

        Assert.NotEqual(0, DotNet.Run(made, ["test", "Fresh.Tests"]).ExitCode);
        string[] received = [.. Directory.EnumerateFiles(Path.Combine(made, "Fresh.Tests", "snapshots"), "*.received.txt", SearchOption.AllDirectories)];
        Assert.True(received.Length > 10, string.Join('\n', received));
        foreach (string file in received)
        {
            File.Move(file, file.Replace(".received.", ".verified.", StringComparison.Ordinal));
        }

        DotNet.Run(made, ["test", "Fresh.Tests", "--no-build"]).MustSucceed();
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

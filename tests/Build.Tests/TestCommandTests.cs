using System;
using System.Diagnostics;
using System.IO;
using Modelwright.Tests;

namespace Modelwright.Build.Tests;

/// <summary>What <c>./build.sh test</c> tells whoever called it, with a <c>dotnet</c> that only says how its tests went.</summary>
public sealed class TestCommandTests : IDisposable
{
    private readonly string _programs = Directory.CreateTempSubdirectory("modelwright-programs-").FullName;

    public void Dispose() => Directory.Delete(_programs, recursive: true);

    [Theory]
    [InlineData("none", 0)]
    [InlineData("Modelwright.IR.Tests", 1)]
    [InlineData("Modelwright.Conformance.Tests", 1)]
    [InlineData("Modelwright.Backends.Tests-subgroups-of-16", 1)]
    public void The_exit_code_is_that_of_the_tests(string failing, int exitCode)
    {
        string dotnet = Path.Combine(_programs, "dotnet");
        File.WriteAllText(dotnet, $$"""
            #!/usr/bin/env bash
            [[ $1 == test ]] || exit 0
            all="$*"
            folder=${all#*--results-directory } folder=${folder%% *}
            name=${all#*LogFileName=} name=${name%%.trx*}
            if [[ $name == '{{failing}}' ]]; then passed=2 failed=1; else passed=3 failed=0; fi
            echo "<Counters passed=\"$passed\" failed=\"$failed\" />" > "$folder/$name.trx"
            exit "$failed"
            """.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        ProcessStartInfo start = new("bash", [Path.Combine(Repository.Root, "build.sh"), "test"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = _programs + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["CI"] = "false";
        using Process process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(exitCode, process.ExitCode);
        Assert.EndsWith($" passed, {exitCode} failed\n", said, StringComparison.Ordinal);
    }
}

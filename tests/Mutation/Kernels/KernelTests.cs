using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Modelwright.Mutation;

/// <summary>Runs the kernel tests of <c>tests/Backends.Tests</c>, which is built, in processes of their own.</summary>
/// <param name="root">The repository.</param>
internal sealed class KernelTests(string root)
{
    private const string All = "Subgroups=Any";

    /// <summary>Longer than any of the tests together; a kernel that loops does not end at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Widths of the CPU driver's vectors in bits, besides its own; each has another size of subgroups.</summary>
    private static readonly string[] OtherWidths = ["128", "512"];

    private readonly string _library = Path.Combine(root, "tests/Backends.Tests/bin/Debug/net10.0/Modelwright.Backends.Tests.dll");

    /// <summary>Runs every kernel test with nothing broken.</summary>
    /// <exception cref="MutationException">A test fails as it is.</exception>
    public SeenKernels Record()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("kernels");
        try
        {
            (int exitCode, string said) = Run([], "MODELWRIGHT_KERNELS_SEEN", folder.FullName, width: null, TimeSpan.FromMinutes(30));
            if (exitCode != 0)
            {
                throw new MutationException("The kernel tests fail as they are:\n" + said);
            }

            SeenKernels seen = SeenKernels.Read(folder.FullName);
            return seen.Count > 0 ? seen : throw new MutationException("The kernel tests ran no kernel.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Whether any of these tests fails when a break is in, at one of three sizes of subgroups.</summary>
    public bool Notice(KernelBreak change, IReadOnlyList<string> tests)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, [change.Pattern, change.Replacement]);
            return OtherWidths.Prepend(null).Any(width => Run(tests, "MODELWRIGHT_KERNEL_BREAK", file, width, Patience).ExitCode != 0);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private (int ExitCode, string Said) Run(IReadOnlyList<string> tests, string variable, string value, string? width, TimeSpan patience)
    {
        Dictionary<string, string> environment = new() { [variable] = value };
        if (width is not null)
        {
            environment["LP_NATIVE_VECTOR_WIDTH"] = width;
        }

        // Broken kernels must not fill the driver's cache, which is told of no width either.
        environment["MESA_SHADER_CACHE_DISABLE"] = "true";
        string filter = tests.Count == 0 ? All : string.Join('|', tests.Select(static test => "FullyQualifiedName=" + test));
        return Command.Run(
            "dotnet",
            ["test", _library, "--filter", filter, "--logger", "console;verbosity=quiet", "--", "xUnit.StopOnFail=true", "RunConfiguration.TreatNoTestsAsError=true"],
            patience,
            environment,
            root);
    }
}

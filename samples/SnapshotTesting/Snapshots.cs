using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Modelwright.Testing;
using VerifyXunit;

namespace Samples.SnapshotTesting;

/// <summary>One snapshot for each generated file, named as the file is. With the genuine Verify a file converter does the same; see README.md.</summary>
internal static class Snapshots
{
    public static async Task VerifyEachAsync(this IReadOnlyList<GeneratedFile> files, string folder)
    {
        Assert.NotEmpty(files);
        foreach (GeneratedFile file in files)
        {
            await Verifier.Verify(file.Text).UseDirectory(folder).UseFileName(Path.GetFileNameWithoutExtension(file.Name));
        }
    }
}

using System;
using System.IO;
using System.Linq;

namespace Modelwright.Mutation;

/// <summary>A folder like the one that tests were built into, with the changed library in the place of the library, and the worker.</summary>
internal sealed class WorkerFolder
{
    private const string Worker = "Modelwright.Mutation.Worker.dll";

    private WorkerFolder(string path, TestProject tests, string library) => (Path, Tests, Library) = (path, tests, library);

    public string Path { get; }

    public TestProject Tests { get; }

    /// <summary>The changed library's assembly.</summary>
    public string Library { get; }

    /// <exception cref="MutationException">The tests do not have the library.</exception>
    public static WorkerFolder Make(string root, CodeProject project, TestProject tests, ChangedLibrary library)
    {
        string built = System.IO.Path.Combine(root, tests.Output), path = System.IO.Path.Combine(root, project.Artifacts, tests.Name);
        if (!File.Exists(System.IO.Path.Combine(built, System.IO.Path.GetFileName(library.File))))
        {
            throw new MutationException($"{tests.File} has no {System.IO.Path.GetFileName(library.File)} beside it: wanted are tests that refer to {project.Folder}.");
        }

        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(path);
        foreach (FileSystemInfo entry in new DirectoryInfo(built).EnumerateFileSystemInfos().Where(static entry => entry.Extension != ".json"))
        {
            string link = System.IO.Path.Combine(path, entry.Name);
            _ = entry is DirectoryInfo ? Directory.CreateSymbolicLink(link, entry.FullName) : File.CreateSymbolicLink(link, entry.FullName);
        }

        // Copies: the host looks for everything where the program and the list of its dependencies lie, links followed.
        Put(library.File);
        Put(System.IO.Path.Combine(root, "tests/Mutation.Worker/bin/Debug/net10.0", Worker));
        Directory.EnumerateFiles(built, "*.json").ToList().ForEach(Put);
        return new WorkerFolder(path, tests, project.Assembly);

        void Put(string file)
        {
            string place = System.IO.Path.Combine(path, System.IO.Path.GetFileName(file));
            File.Delete(place);
            File.Copy(file, place);
        }
    }

    /// <summary>Arguments of <c>dotnet</c> that start a worker here.</summary>
    public string[] Arguments(int change, bool reached) =>
    [
        "exec", "--depsfile", $"{Tests.Assembly}.deps.json", "--runtimeconfig", $"{Tests.Assembly}.runtimeconfig.json", Worker,
        Tests.Assembly, Library, $"{change}", $"{reached}", Tests.Asked, Tests.LeftOut,
    ];
}

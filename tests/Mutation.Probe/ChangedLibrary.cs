using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Modelwright.Mutation.Probe;

/// <summary>Stryker runs it twice: beside the library as it is, and beside the library with every change in it, which is copied.</summary>
public class ChangedLibrary
{
    [Fact]
    public void Is_kept()
    {
        string library = Environment.GetEnvironmentVariable("MODELWRIGHT_MUTATED_LIBRARY") ?? throw new InvalidOperationException("./build.sh mutate code runs this.");
        string copy = Environment.GetEnvironmentVariable("MODELWRIGHT_MUTATED_COPY") ?? throw new InvalidOperationException("./build.sh mutate code runs this.");
        Assembly loaded = Assembly.Load(library);
        if (loaded.GetTypes().FirstOrDefault(static type => type.Name == "MutantControl") is { } control)
        {
            File.Copy(loaded.Location, copy, overwrite: true);

            // Reaches one change: were it none, Stryker would take its notes of what is reached for broken, and try them all.
            control.GetMethod("IsActive")!.Invoke(null, [0]);
        }
    }
}

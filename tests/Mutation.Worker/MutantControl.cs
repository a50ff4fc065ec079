using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Modelwright.Mutation.Worker;

/// <summary>The class that Stryker puts into a library it changes: which change holds, and which were reached.</summary>
internal sealed class MutantControl
{
    private readonly FieldInfo _active;
    private readonly FieldInfo _capture;
    private readonly MethodInfo _data;
    private readonly MethodInfo _reset;

    /// <exception cref="InvalidOperationException">The library was not changed by a Stryker that this knows.</exception>
    public MutantControl(Assembly library)
    {
        Type type = library.GetTypes().FirstOrDefault(static type => type.Name == "MutantControl") ?? throw Unknown("class MutantControl");
        _active = type.GetField("ActiveMutant") ?? throw Unknown("field ActiveMutant");
        _capture = type.GetField("CaptureCoverage") ?? throw Unknown("field CaptureCoverage");
        _data = type.GetMethod("GetCoverageData") ?? throw Unknown("method GetCoverageData");
        _reset = type.GetMethod("ResetCoverage") ?? throw Unknown("method ResetCoverage");

        InvalidOperationException Unknown(string what) => new($"{library.GetName().Name} has no {what}: wanted is a library that Stryker.NET changed.");
    }

    /// <summary>Makes a change hold, or none: -1.</summary>
    public void Activate(int change) => _active.SetValue(null, change);

    public void NoteReached(bool whether) => _capture.SetValue(null, whether);

    public void Forget() => _reset.Invoke(null, null);

    /// <summary>Changes reached since <see cref="Forget"/>, and those of them in static initializers: numbers with commas between them.</summary>
    public (string All, string Static) Reached()
    {
        IEnumerable<int>[] data = [.. ((Array)_data.Invoke(null, null)!).Cast<IEnumerable<int>>()];
        return (string.Join(',', data[0]), string.Join(',', data[1]));
    }
}

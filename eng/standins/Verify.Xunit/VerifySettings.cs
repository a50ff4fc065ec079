namespace VerifyTests;

/// <summary>Where a verification keeps its snapshot and under which name.</summary>
public class VerifySettings
{
    public VerifySettings()
    {
    }

    public VerifySettings(VerifySettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        Directory = settings.Directory;
        FileName = settings.FileName;
        TypeName = settings.TypeName;
        MethodName = settings.MethodName;
        Parameters = settings.Parameters;
        ParametersText = settings.ParametersText;
    }

    /// <summary>Null: beside the test's source file. Else relative to it.</summary>
    public string? Directory { get; private set; }

    /// <summary>True when the name of the snapshot tells the cases of a theory apart.</summary>
    public bool HasParameters => Parameters is not null;

    internal string? FileName { get; private set; }

    internal string? TypeName { get; private set; }

    internal string? MethodName { get; private set; }

    internal object?[]? Parameters { get; private set; }

    internal string? ParametersText { get; private set; }

    public void UseDirectory(string directory) => Directory = directory;

    public void UseFileName(string fileName) => FileName = fileName;

    public void UseTypeName(string name) => TypeName = name;

    public void UseMethodName(string name) => MethodName = name;

    public void UseParameters(params object?[] parameters) => Parameters = parameters;

    public void UseTextForParameters(string parametersText) => ParametersText = parametersText;

    /// <summary>No tool that shows differences is started in any case.</summary>
    public void DisableDiff()
    {
    }
}

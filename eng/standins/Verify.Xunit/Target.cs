using System.Text;

namespace VerifyTests;

/// <summary>One file of a snapshot.</summary>
public readonly struct Target
{
    public Target(string extension, string data, string? name = null)
    {
        Extension = extension;
        Name = name;
        Data = data;
    }

    public Target(string extension, StringBuilder data, string? name = null)
        : this(extension, data.ToString(), name)
    {
    }

    /// <summary>Without the dot.</summary>
    public string Extension { get; }

    /// <summary>Null in a snapshot of one file.</summary>
    public string? Name { get; }

    public bool IsString => true;

    public bool IsStream => false;

    internal string Data { get; }
}

using System.Globalization;

namespace Modelwright.IR;

/// <summary>Builds RFC 6901 pointers, the names by which messages call the places of a config.</summary>
internal static class JsonPointer
{
    /// <summary>The whole document.</summary>
    public const string Root = "";

    public static string Member(string parent, string name) => $"{parent}/{name.Replace("~", "~0").Replace("/", "~1")}";

    public static string Item(string parent, int index) => $"{parent}/{index.ToString(CultureInfo.InvariantCulture)}";
}

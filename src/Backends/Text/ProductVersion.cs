using System;

namespace Modelwright.Backends;

/// <summary>The version that generated files name.</summary>
internal static class ProductVersion
{
    public const string Product = "Modelwright";

    public static string Text { get; } = (typeof(ProductVersion).Assembly.GetName().Version ?? new Version(0, 0, 0)).ToString(fieldCount: 3);
}

namespace Modelwright.Runtime.TorchSharp;

/// <summary>A version that a system's library lacks.</summary>
/// <param name="Library">The library's name: libstdc++.so.6.</param>
/// <param name="Version">The version: GLIBCXX_3.4.32.</param>
/// <param name="Path">The system's file of that name.</param>
internal sealed record MissingVersion(string Library, string Version, string Path);

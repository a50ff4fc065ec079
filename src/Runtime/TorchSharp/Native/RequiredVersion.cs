namespace Modelwright.Runtime.TorchSharp;

/// <summary>A version of another library's symbols that a library needs: one entry of its section .gnu.version_r.</summary>
/// <param name="Library">The other library's name: libstdc++.so.6.</param>
/// <param name="Version">The version: GLIBCXX_3.4.32.</param>
/// <param name="Index">The number that symbols of this version carry.</param>
/// <param name="Flags">Of the entry.</param>
/// <param name="FlagsOffset">Where the flags' low byte is in the file.</param>
internal sealed record RequiredVersion(string Library, string Version, ushort Index, ushort Flags, int FlagsOffset)
{
    /// <summary>VER_FLG_WEAK: the dynamic linker goes on where the version is missing.</summary>
    public const ushort Weak = 2;

    public bool IsWeak => (Flags & Weak) != 0;
}

using System.IO;
using System.Linq;
using Modelwright.Runtime.TorchSharp;

namespace Modelwright.Build;

/// <summary>
/// Makes a library do without a version that it asks for and does not use. libLibTorchSharp.so was built by GCC 13, whose headers leave a
/// mark in every program that includes iostream: the symbol std::ios_base_library_init(), of version GLIBCXX_3.4.32. Nothing refers to it, yet
/// a dynamic linker refuses the library where libstdc++ is older. With the flag VER_FLG_WEAK on the version's entry it goes on.
/// </summary>
internal static class OptionalVersion
{
    public const string Library = "libstdc++.so.6";
    public const string Version = "GLIBCXX_3.4.32";
    public const string Symbol = "_ZSt21ios_base_library_initv";

    /// <summary>The library with the flag set: one byte is another.</summary>
    /// <param name="image">The library's file.</param>
    /// <exception cref="InvalidDataException">It is not as described above; the message says how it differs.</exception>
    public static byte[] Weaken(byte[] image)
    {
        ElfLibrary library = new(image);
        RequiredVersion[] versions = [.. library.Required.Where(static needed => needed is { Library: Library, Version: Version })];
        if (versions is not [RequiredVersion version])
        {
            throw new InvalidDataException($"It names {Version} of {Library} {versions.Length} times; wanted once.");
        }

        (int Index, string Name)[] symbols = [.. library.SymbolsOf(version)];
        if (symbols is not [(int index, Symbol)])
        {
            throw new InvalidDataException($"{Version} is the version of {string.Join(", ", symbols.Select(static s => s.Name))}; wanted {Symbol} alone.");
        }

        if (library.IsUsed(index))
        {
            throw new InvalidDataException($"It uses {Symbol}; wanted a library that only names it.");
        }

        byte[] weak = [.. image];
        weak[version.FlagsOffset] |= (byte)RequiredVersion.Weak;
        return weak;
    }
}

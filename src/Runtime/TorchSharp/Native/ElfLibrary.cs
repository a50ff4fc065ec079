using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// What a shared library says of symbol versions: those it needs of others, those it offers, and which symbols carry them.
/// Read from its file (ELF, 64 bit, little endian), as the System V ABI and the Linux Standard Base's chapter on symbol versions describe it.
/// </summary>
internal sealed class ElfLibrary
{
    private readonly byte[] _image;
    private readonly Section[] _sections;

    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public ElfLibrary(byte[] image)
    {
        _image = image;
        try
        {
            _sections = ReadSections();
            Required = [.. ReadRequired()];
            Offered = [.. ReadOffered()];
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException("The file ends inside one of its tables.", e);
        }
    }

    private enum SectionKind : uint
    {
        RelocationsWithAddends = 4,
        Relocations = 9,
        DynamicSymbols = 11,
        OfferedVersions = 0x6ffffffd,
        RequiredVersions = 0x6ffffffe,
        SymbolVersions = 0x6fffffff,
    }

    /// <summary>Versions needed of other libraries (.gnu.version_r).</summary>
    public IReadOnlyList<RequiredVersion> Required { get; }

    /// <summary>Versions that the library has itself (.gnu.version_d).</summary>
    public IReadOnlyList<string> Offered { get; }

    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static ElfLibrary Read(string path) => new(File.ReadAllBytes(path));

    /// <summary>The numbers and names of the dynamic symbols that carry a version.</summary>
    public IReadOnlyList<(int Index, string Name)> SymbolsOf(RequiredVersion version)
    {
        Section versions = _sections.First(static s => s.Kind == SectionKind.SymbolVersions);
        Section symbols = _sections[versions.Link];
        Section names = _sections[symbols.Link];
        const int symbolSize = 24;
        return
        [
            .. Enumerable.Range(0, versions.Size / sizeof(ushort))
                .Where(i => (UInt16(versions.Offset + (i * sizeof(ushort))) & 0x7fff) == version.Index)
                .Select(i => (i, Text(names, UInt32(symbols.Offset + (i * symbolSize))))),
        ];
    }

    /// <summary>Whether code or data refers to a dynamic symbol: whether a relocation names it.</summary>
    public bool IsUsed(int symbol) => _sections
        .Where(static s => s.Kind is SectionKind.Relocations or SectionKind.RelocationsWithAddends)
        .Any(section =>
        {
            int size = section.Kind == SectionKind.Relocations ? 16 : 24;
            return Enumerable.Range(0, section.Size / size).Any(i => UInt32(section.Offset + (i * size) + 12) == symbol);
        });

    private Section[] ReadSections()
    {
        if (_image.Length < 64 || !_image.AsSpan(0, 6).SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
        {
            throw new InvalidDataException("The file is not a 64-bit little-endian ELF library.");
        }

        int table = Offset(0x28);
        (int size, int count) = (UInt16(0x3a), UInt16(0x3c));
        return
        [
            .. Enumerable.Range(0, count).Select(i => table + (i * size))
                .Select(at => new Section((SectionKind)UInt32(at + 4), Offset(at + 0x18), Offset(at + 0x20), checked((int)UInt32(at + 0x28)))),
        ];
    }

    private IEnumerable<RequiredVersion> ReadRequired()
    {
        foreach (Section section in _sections.Where(static s => s.Kind == SectionKind.RequiredVersions))
        {
            Section names = _sections[section.Link];
            foreach (int library in Chain(section.Offset, next: 12))
            {
                foreach (int entry in Chain(library + checked((int)UInt32(library + 8)), next: 12))
                {
                    yield return new RequiredVersion(
                        Text(names, UInt32(library + 4)), Text(names, UInt32(entry + 8)), UInt16(entry + 6), UInt16(entry + 4), entry + 4);
                }
            }
        }
    }

    private IEnumerable<string> ReadOffered()
    {
        foreach (Section section in _sections.Where(static s => s.Kind == SectionKind.OfferedVersions))
        {
            foreach (int entry in Chain(section.Offset, next: 16))
            {
                yield return Text(_sections[section.Link], UInt32(entry + checked((int)UInt32(entry + 12))));
            }
        }
    }

    /// <summary>The places of linked entries: each holds how far the next is, the last a 0.</summary>
    private IEnumerable<int> Chain(int first, int next)
    {
        int step;
        for (int at = first; ; at += step)
        {
            yield return at;
            step = checked((int)UInt32(at + next));
            if (step == 0)
            {
                yield break;
            }
        }
    }

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_image.AsSpan(at));

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_image.AsSpan(at));

    private int Offset(int at) => (int)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(_image.AsSpan(at)), int.MaxValue);

    private string Text(Section names, uint at)
    {
        ReadOnlySpan<byte> text = _image.AsSpan(names.Offset, names.Size)[checked((int)at)..];
        return Encoding.UTF8.GetString(text[..Math.Max(0, text.IndexOf((byte)0))]);
    }

    private readonly record struct Section(SectionKind Kind, int Offset, int Size, int Link);
}

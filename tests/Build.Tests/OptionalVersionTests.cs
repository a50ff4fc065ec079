using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Modelwright.Runtime.TorchSharp;

namespace Modelwright.Build.Tests;

/// <summary>The one change that is made to TorchSharp's library, and the libraries that it is refused to.</summary>
public class OptionalVersionTests
{
    [Fact]
    public void One_byte_is_changed_and_one_requirement_is_weak()
    {
        byte[] before = Genuine.Image;

        byte[] after = OptionalVersion.Weaken(before);

        int at = Assert.Single(Enumerable.Range(0, before.Length), i => before[i] != after[i]);
        Assert.Equal((0, RequiredVersion.Weak), (before[at], after[at]));
        (IReadOnlyList<RequiredVersion> old, IReadOnlyList<RequiredVersion> changed) = (new ElfLibrary(before).Required, new ElfLibrary(after).Required);
        Assert.True(old.Count > 20);
        Assert.DoesNotContain(old, static version => version.IsWeak);
        RequiredVersion weak = Assert.Single(changed, static version => version.IsWeak);
        Assert.Equal((OptionalVersion.Library, OptionalVersion.Version, at), (weak.Library, weak.Version, weak.FlagsOffset));
        Assert.Equal(old.Select(static v => (v.Library, v.Version, v.Index)), changed.Select(static v => (v.Library, v.Version, v.Index)));
    }

    [Fact]
    public void Twice_is_as_once()
    {
        byte[] once = OptionalVersion.Weaken(Genuine.Image);
        Assert.Equal(once, OptionalVersion.Weaken(once));
    }

    [Fact]
    public void A_library_that_uses_the_symbol_is_refused() =>
        Refused("uses _ZSt21ios_base_library_initv", Genuine.Used(Genuine.Image));

    [Fact]
    public void A_library_with_another_symbol_of_that_version_is_refused() =>
        Refused("is the version of _ZSt21ios_base_library_inity", Genuine.Respelt(Genuine.Image, OptionalVersion.Symbol, OptionalVersion.Symbol[..^1] + "y"));

    [Fact]
    public void A_library_without_that_version_is_refused() =>
        Refused("GLIBCXX_3.4.32 of libstdc++.so.6 0 times", Genuine.Respelt(Genuine.Image, OptionalVersion.Version, "GLIBCXX_3.4.33"));

    [Fact]
    public void A_library_with_two_such_versions_is_refused() =>
        Refused("GLIBCXX_3.4.32 of libstdc++.so.6 2 times", Genuine.Respelt(Genuine.Image, "GLIBCXX_3.4.30", OptionalVersion.Version));

    [Fact]
    public void Other_files_are_refused()
    {
        byte[] bits32 = Genuine.Image;
        bits32[4] = 1;
        Refused("not a 64-bit little-endian ELF library", bits32);
        Refused("not a 64-bit little-endian ELF library", []);
        Refused("not a 64-bit little-endian ELF library", [.. "MZ and then something else that is long enough to have held a header"u8]);
    }

    [Fact]
    public void A_library_that_ends_early_is_refused()
    {
        byte[] whole = Genuine.Image;
        for (int length = 64; length < whole.Length; length += whole.Length / 50)
        {
            Assert.Throws<InvalidDataException>(() => OptionalVersion.Weaken(whole[..length]));
        }
    }

    private static void Refused(string reason, byte[] image) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => OptionalVersion.Weaken(image)).Message, StringComparison.Ordinal);
}

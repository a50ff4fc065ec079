using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// A key that Hugging Face's files hold and the compiler has no use for, and why. With <paramref name="Harmless"/> given,
/// any other value looks as if it meant something, and is warned about.
/// </summary>
internal sealed record IgnoredKey(string Key, string Reason, EquatableArray<string>? Harmless = null)
{
    public bool Allows(JsonValue value) => Harmless is not { } harmless || harmless.Contains(value.Text);

    public static IEnumerable<IgnoredKey> All(string reason, params string[] keys) => keys.Select(key => new IgnoredKey(key, reason));

    /// <summary>A key whose only meaningless values are <paramref name="harmless"/>, as JSON spells them.</summary>
    public static IgnoredKey Unless(string key, string reason, params string[] harmless) =>
        new(key, reason, harmless.ToEquatableArray());
}

using System.Collections.Immutable;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>What a code fix must know of a message: it sees the diagnostic and the text, and no compiler.</summary>
internal static class FixHints
{
    /// <summary>The name to write in place of the one underlined.</summary>
    public const string Name = "name";

    /// <summary>The number of entries that the list underlined must have.</summary>
    public const string Count = "count";

    /// <summary>The key to add, as JSON.</summary>
    public const string Member = "member";

    public static ImmutableDictionary<string, string?> Of(CompilerMessage message, BoundConfig config) => message.Id switch
    {
        MessageId.MisspelledKey => One(Name, message.Arguments[1].Split('.').Last()),
        MessageId.WrongLength => One(Count, message.Arguments[2]),
        MessageId.MissingKey when message.Pointer == JsonPointer.Member(JsonPointer.Root, ConfigKeys.ModelType) && ModelTypeOf(config.Request.File?.Text ?? "") is string type =>
            One(Member, $"\"{ConfigKeys.ModelType}\": \"{type}\""),
        _ when config.Result.Keys.FirstOrDefault(known => known.Pointer == message.Pointer) is KeyUse use && config.IsDefault(use) =>
            One(Member, $"\"{use.Pointer.Substring(use.Pointer.LastIndexOf('/') + 1)}\": {use.Default}"),
        _ => ImmutableDictionary<string, string?>.Empty,
    };

    /// <summary>The model type that Hugging Face's class in <c>architectures</c> is of.</summary>
    private static string? ModelTypeOf(string text) => FamilyBinder.All.FirstOrDefault(family => family.Classes.Any(name => text.Contains($"\"{name}\"")))?.Family.ModelType;

    private static ImmutableDictionary<string, string?> One(string key, string value) => ImmutableDictionary<string, string?>.Empty.Add(key, value);
}

using System;

namespace Modelwright.Generator;

/// <summary>
/// What a project may say of any model, as text and empty where it says nothing: metadata of a <c>ModelConfig</c>, metadata of an additional file with the prefix <c>Modelwright</c>,
/// or properties of <c>[GenerateModel]</c>, under the same names.
/// </summary>
internal sealed record ModelOptions(string Backend, string Head, string MaxContext, string MaxBatch, string Storage, string MaxVramMiB)
{
    /// <param name="value">The text under a name.</param>
    public static ModelOptions Read(Func<string, string> value) =>
        new(value(nameof(Backend)), value(nameof(Head)), value(nameof(MaxContext)), value(nameof(MaxBatch)), value(nameof(Storage)), value(nameof(MaxVramMiB)));

    /// <summary>These, and <paramref name="others"/> where these are silent.</summary>
    public ModelOptions Or(ModelOptions? others) => others is null ? this : new(
        First(Backend, others.Backend),
        First(Head, others.Head),
        First(MaxContext, others.MaxContext),
        First(MaxBatch, others.MaxBatch),
        First(Storage, others.Storage),
        First(MaxVramMiB, others.MaxVramMiB));

    private static string First(string own, string other) => own.Length > 0 ? own : other;
}

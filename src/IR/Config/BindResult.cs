using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// What a config says, or why it says nothing: the spec is null exactly when a message is an error. <paramref name="Spans"/>
/// joins the messages to the text; it is no part of the spec, so that moving text around recompiles nothing.
/// </summary>
internal sealed record BindResult(ModelSpec? Spec, EquatableArray<CompilerMessage> Messages, EquatableArray<PointerSpan> Spans)
{
    /// <summary>What became of every key: of those in the file, and of those it leaves to their defaults.</summary>
    public EquatableArray<KeyUse> Keys { get; init; } = [];

    /// <summary>The place to underline for a message: of its pointer, or of the nearest enclosing value that exists.</summary>
    public Span Locate(CompilerMessage message)
    {
        MessagePlace place = MessageCatalog.Of(message.Id).Place;
        for (string pointer = message.Pointer; ; pointer = pointer.Substring(0, pointer.LastIndexOf('/')))
        {
            if (Spans.LastOrDefault(s => s.Pointer == pointer) is PointerSpan found)
            {
                return (place, pointer == message.Pointer) switch
                {
                    (MessagePlace.Name, true) => found.NameSpan,
                    (MessagePlace.Value, true) => found.Span,
                    _ => new Span(found.Span.Start, System.Math.Min(1, found.Span.Length)),
                };
            }

            if (pointer.Length == 0)
            {
                return default;
            }
        }
    }
}

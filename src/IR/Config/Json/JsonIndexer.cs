using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>Walks a document once: the side table of spans, and a warning for every name that stands twice in one object.</summary>
internal sealed class JsonIndexer(MessageList messages)
{
    private readonly List<PointerSpan> _spans = [];

    public static EquatableArray<PointerSpan> Index(JsonValue document, MessageList messages)
    {
        JsonIndexer indexer = new(messages);
        indexer.Walk(JsonPointer.Root, document, document.Span);
        return indexer._spans.ToEquatableArray();
    }

    private void Walk(string pointer, JsonValue value, Span name)
    {
        _spans.Add(new PointerSpan(pointer, value.Span, name));
        switch (value)
        {
            case JsonObject { Members: var members }:
                WalkMembers(pointer, members);
                break;
            case JsonArray { Items: var items }:
                for (int i = 0; i < items.Count; i++)
                {
                    Walk(JsonPointer.Item(pointer, i), items[i], items[i].Span);
                }

                break;
        }
    }

    private void WalkMembers(string pointer, EquatableArray<JsonMember> members)
    {
        foreach (JsonMember member in members)
        {
            Walk(JsonPointer.Member(pointer, member.Name), member.Value, member.NameSpan);
        }

        foreach (IGrouping<string, JsonMember> same in members.GroupBy(static m => m.Name).Where(static g => g.Count() > 1))
        {
            messages.Report(MessageId.DuplicateKey, JsonPointer.Member(pointer, same.Key), same.Key, same.Last().Value.Text);
        }
    }
}

using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>Collects the messages of one run, in the order in which they are found.</summary>
internal sealed class MessageList
{
    private readonly List<CompilerMessage> _messages = [];
    private readonly List<KeyUse> _keys = [];

    public bool HasErrors { get; private set; }

    public void Report(MessageId id, string pointer, params string[] arguments)
    {
        _messages.Add(new CompilerMessage(id, pointer, arguments.ToEquatableArray()));
        HasErrors |= MessageCatalog.Of(id).Severity == MessageSeverity.Error;
    }

    /// <summary>What became of every key so far, object by object.</summary>
    public EquatableArray<KeyUse> Keys => _keys.ToEquatableArray();

    public void AccountFor(KeyUse use) => _keys.Add(use);

    public EquatableArray<CompilerMessage> ToEquatableArray() => _messages.ToEquatableArray();
}

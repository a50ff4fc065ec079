using System.Collections.Generic;
using System.Threading;

namespace Modelwright.Runtime.Vulkan;

/// <summary>What the validation layer said, in order. Written from the driver's threads.</summary>
internal sealed class ValidationLog
{
    private readonly Lock _gate = new();
    private readonly List<string> _messages = [];

    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages];
            }
        }
    }

    public void Add(string message)
    {
        lock (_gate)
        {
            _messages.Add(message);
        }
    }
}

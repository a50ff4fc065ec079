using System;
using System.Threading;

namespace Modelwright.Chat.Tests;

/// <summary>Runs something where the stack ends early, so that little nesting is too deep already.</summary>
internal static class SmallStack
{
    /// <summary>What was thrown there, if anything.</summary>
    public static Exception? Catch(Action action)
    {
        Exception? caught = null;
        Thread thread = new(() => caught = Record.Exception(action), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        return caught;
    }
}

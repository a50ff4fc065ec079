using System;
using System.Threading;

namespace Samples;

/// <summary>Ctrl+C: stops the answer that is being written; where none is, the program.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _answer;

    /// <summary>Listens to the terminal's Ctrl+C.</summary>
    public void Listen() => Console.CancelKeyPress += OnCancelKeyPress;

    /// <summary>An answer begins.</summary>
    /// <returns>Cancelled when it is to stop.</returns>
    public CancellationToken Begin()
    {
        lock (_gate)
        {
            _answer?.Dispose();
            _answer = new CancellationTokenSource();
            return _answer.Token;
        }
    }

    /// <summary>The answer ended.</summary>
    public void End()
    {
        lock (_gate)
        {
            _answer?.Dispose();
            _answer = null;
        }
    }

    /// <summary>Ctrl+C was pressed.</summary>
    /// <returns>Whether there was an answer to stop; else the program is to end.</returns>
    public bool Stop()
    {
        lock (_gate)
        {
            _answer?.Cancel();
            return _answer is not null;
        }
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancelKeyPress;
        End();
    }

    private void OnCancelKeyPress(object? sender, ConsoleCancelEventArgs e) => e.Cancel = Stop();
}

using System;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>A session of a model whose heads turn by one position a token: it can be given other positions than counted ones.</summary>
public interface ISequentialSession : IModelSession
{
    /// <summary>Feeds the next columns at positions of their own.</summary>
    /// <param name="input">The next columns.</param>
    /// <param name="positions">One a column.</param>
    /// <param name="outputs">What is wanted of them.</param>
    /// <param name="cancellationToken">Honoured between pieces; the session must be reset after a cancelled call.</param>
    /// <exception cref="ArgumentException">Input, positions and outputs do not fit the model or each other; the message says what was found and wanted.</exception>
    /// <exception cref="InvalidOperationException">The model's heads turn by three positions: it has no such session, and this one was cast to it.</exception>
    void Forward(ModelInput input, Positions1D positions, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken = default);
}

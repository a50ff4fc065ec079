using System;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>A session of a model whose heads turn by three positions a token (MRoPE): those of models that see, and of their text models alone.</summary>
public interface IMultimodalSession : IModelSession
{
    /// <summary>Feeds the next columns at positions of their own.</summary>
    /// <param name="input">The next columns.</param>
    /// <param name="positions">Three a column.</param>
    /// <param name="outputs">What is wanted of them.</param>
    /// <param name="cancellationToken">Honoured between pieces; the session must be reset after a cancelled call.</param>
    /// <exception cref="ArgumentException">Input, positions and outputs do not fit the model or each other; the message says what was found and wanted.</exception>
    /// <exception cref="InvalidOperationException">The model's heads turn by one position: it has no such session, and this one was cast to it.</exception>
    void Forward(ModelInput input, Positions3D positions, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken = default);
}

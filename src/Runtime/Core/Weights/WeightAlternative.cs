using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>One way to put a slot together; usable where the checkpoint holds every key of it.</summary>
/// <param name="Sources">The tensors it is made of.</param>
public sealed record WeightAlternative(IReadOnlyList<WeightSource> Sources)
{
    /// <summary>An alternative of these sources.</summary>
    public static WeightAlternative Of(params IReadOnlyList<WeightSource> sources) => new(sources);
}

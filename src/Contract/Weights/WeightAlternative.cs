namespace Modelwright.Contract;

/// <summary>One way to put a slot together; usable where the checkpoint holds every key of it.</summary>
/// <param name="Sources">The tensors it is made of: their rows together are the slot's rows.</param>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
sealed record WeightAlternative(EquatableArray<WeightSource> Sources)
{
    /// <summary>An alternative of these sources.</summary>
    public static WeightAlternative Of(params EquatableArray<WeightSource> sources) => new(sources);
}

namespace Modelwright.Contract;

/// <summary>A state and the layers that have one each.</summary>
/// <param name="Spec">What is remembered.</param>
/// <param name="Layers">Numbers of the layers, ascending.</param>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
sealed record StateSlot(StateSpec Spec, EquatableArray<int> Layers);

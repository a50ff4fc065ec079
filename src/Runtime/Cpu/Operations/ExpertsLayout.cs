namespace Modelwright.Runtime.Cpu;

/// <summary>How a layer's experts are made and chosen.</summary>
/// <param name="Count">Experts.</param>
/// <param name="PerToken">Experts that a token goes through.</param>
/// <param name="Width">Width of an expert.</param>
/// <param name="Renormalise">Whether the chosen experts' weights are divided by their sum.</param>
/// <param name="Function">Activation.</param>
public sealed record ExpertsLayout(int Count, int PerToken, int Width, bool Renormalise, CpuActivation Function);

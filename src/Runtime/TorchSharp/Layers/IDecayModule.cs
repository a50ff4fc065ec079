using TorchSharp.Modules;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>A module whose state fades: by <c>exp(−exp(log)·softplus(a + bias))</c> a column and head (Yang et al. 2024, "Gated Delta Networks").</summary>
public interface IDecayModule
{
    /// <summary><c>A_log</c>, [heads].</summary>
    Parameter DecayLog { get; }

    /// <summary><c>dt_bias</c>, [heads].</summary>
    Parameter DecayBias { get; }
}

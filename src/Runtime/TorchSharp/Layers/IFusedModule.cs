using System.Collections.Generic;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>A module with projections whose weights lie in one piece of memory, which belongs to no module.</summary>
public interface IFusedModule
{
    /// <summary>The projections computed together.</summary>
    IEnumerable<FusedLinear> Fused { get; }
}

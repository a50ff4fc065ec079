using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>In the last layer the rows whose result is wanted, in all others every row, in place: (rows).</summary>
internal sealed record WantedRows() : Op("wanted_rows")
{
    public override int InPlaceInput => 0;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs) => inputs[0];
}

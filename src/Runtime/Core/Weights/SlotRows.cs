using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>For every row of a slot the tensor and row of the checkpoint it comes from.</summary>
internal sealed class SlotRows
{
    private readonly SlotRow[] _rows;

    /// <param name="view">Has the tensors.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="layer">One of its layers.</param>
    /// <param name="chosen">The way it is put together.</param>
    public SlotRows(CheckpointView view, WeightSlot slot, int layer, WeightAlternative chosen)
    {
        _rows = new SlotRow[slot.Rows];
        foreach (WeightSource source in chosen.Sources)
        {
            Dictionary<int, CheckpointTensor> tensors = [];
            foreach (RowRun run in RowRun.Of(source, 0, slot.Rows))
            {
                if (!tensors.TryGetValue(run.Expert, out CheckpointTensor? tensor))
                {
                    tensor = view[source.KeyFor(layer, run.Expert)];
                    tensors.Add(run.Expert, tensor);
                }

                for (int i = 0; i < run.Rows; i++)
                {
                    _rows[run.TargetRow + (i * run.Stride)] = new SlotRow(tensor, run.SourceRow + i, source.Transposed);
                }
            }
        }
    }

    /// <summary>Where a slot row lies.</summary>
    public SlotRow this[int row] => _rows[row];
}

/// <summary>A row of a tensor, seen as its source sees it.</summary>
internal readonly record struct SlotRow(CheckpointTensor Tensor, int Row, bool Transposed);

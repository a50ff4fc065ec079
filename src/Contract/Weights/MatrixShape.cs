using System.Collections.Generic;

namespace Modelwright.Contract;

/// <summary>How a tensor of any rank is seen as rows and columns.</summary>
internal static class MatrixShape
{
    public static int Columns(IReadOnlyList<int> shape) => shape.Count >= 2 ? shape[^1] : 1;

    public static int Rows(IReadOnlyList<int> shape)
    {
        int rows = 1;
        int outer = shape.Count >= 2 ? shape.Count - 1 : shape.Count;
        for (int i = 0; i < outer; i++)
        {
            rows = checked(rows * shape[i]);
        }

        return rows;
    }
}

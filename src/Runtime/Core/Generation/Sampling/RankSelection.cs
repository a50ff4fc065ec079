using System;

namespace Modelwright.Runtime;

/// <summary>Finds the k-th largest of many numbers without sorting them (Hoare's quickselect).</summary>
internal static class RankSelection
{
    /// <summary>The number that <paramref name="rank"/> (from 0) others are at least as large as. Reorders the numbers, none of which may be NaN, so that those larger stand before it.</summary>
    public static float LargestAt(Span<float> values, int rank)
    {
        int low = 0;
        int high = values.Length - 1;
        while (low < high)
        {
            (int left, int right) = Partition(values, low, high);
            if (rank <= right)
            {
                high = right;
            }
            else if (rank >= left)
            {
                low = left;
            }
            else
            {
                break;
            }
        }

        return values[rank];
    }

    /// <summary>Larger numbers up to right, smaller ones from left on, the pivot's equals between.</summary>
    private static (int Left, int Right) Partition(Span<float> values, int low, int high)
    {
        float pivot = values[(low + high) >>> 1];
        int left = low;
        int right = high;
        while (left <= right)
        {
            while (values[left] > pivot)
            {
                left++;
            }

            while (values[right] < pivot)
            {
                right--;
            }

            if (left <= right)
            {
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }
        }

        return (left, right);
    }
}

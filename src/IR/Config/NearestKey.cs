using System;
using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>Finds the key that a misspelled one was probably meant to be.</summary>
internal static class NearestKey
{
    /// <summary>The nearest of <paramref name="known"/>, if a slip or two away: a third of the letters at most, and never more than three.</summary>
    public static string? Find(string key, IEnumerable<string> known)
    {
        string? nearest = null;
        int least = Math.Min(3, key.Length / 3) + 1;
        foreach (string candidate in known)
        {
            if (Math.Abs(candidate.Length - key.Length) >= least)
            {
                continue;
            }

            int distance = Distance(key.ToLowerInvariant(), candidate);
            if (distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                int replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replaced, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}

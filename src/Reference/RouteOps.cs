using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Testing;

/// <summary>Experts and who goes to which.</summary>
internal static class RouteOps
{
    public static Tensor Softmax(Tensor x) => x.PerHead(x.Width, (row, head, result) =>
    {
        x.Head(row, head).CopyTo(result);
        Softmax(result);
    });

    public static void Softmax(Span<double> numbers)
    {
        double largest = double.NegativeInfinity;
        foreach (double number in numbers)
        {
            largest = Math.Max(largest, number);
        }

        double sum = 0;
        foreach (ref double number in numbers)
        {
            number = Math.Exp(number - largest);
            sum += number;
        }

        foreach (ref double number in numbers)
        {
            number /= sum;
        }
    }

    /// <summary>The largest of each row, the first of equals first.</summary>
    public static Tensor TopK(Tensor scores, int k, bool renormalise)
    {
        List<int> experts = [];
        Tensor result = scores.PerHead(k, (row, _, weights) =>
        {
            double[] all = scores.Row(row).ToArray();
            int[] best = [.. Enumerable.Range(0, all.Length).OrderByDescending(i => all[i]).Take(k)];
            double sum = renormalise ? best.Sum(i => all[i]) : 1;
            for (int i = 0; i < k; i++)
            {
                weights[i] = all[best[i]] / sum;
            }

            experts.AddRange(best);
        });
        return result with { Experts = [.. experts] };
    }

    public static Tensor Experts(Tensor x, Tensor routes, Tensor gateUp, Tensor down, int width, Activation function) => x.PerHead(x.RowWidth, (row, _, result) =>
    {
        double[] hidden = new double[width];
        for (int route = 0; route < routes.RowWidth; route++)
        {
            int expert = routes.Experts[(row * routes.RowWidth) + route];
            for (int i = 0; i < width; i++)
            {
                int gate = (2 * width * expert) + i;
                hidden[i] = PlainOps.Activate(function, PlainOps.Dot(x.Row(row), gateUp.Row(gate))) * PlainOps.Dot(x.Row(row), gateUp.Row(gate + width));
            }

            for (int i = 0; i < result.Length; i++)
            {
                result[i] += routes.Row(row)[route] * PlainOps.Dot(hidden, down.Row((expert * result.Length) + i));
            }
        }
    });
}

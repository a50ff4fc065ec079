using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Which experts each row goes to, and the same sorted by experts.</summary>
internal sealed unsafe class Routes
{
    private int[] _chosen = [];
    private float[] _weights = [];
    private int[] _places = [];
    private int[] _rows = [];
    private int[] _experts = [];
    private int[] _starts = [];
    private int[] _groups = [];

    /// <summary>Experts that have a row.</summary>
    public int GroupCount { get; private set; }

    /// <summary>Weight of a row's choice.</summary>
    public float Weight(int route) => _weights[route];

    /// <summary>Where a row's choice stands among the sorted.</summary>
    public int Place(int route) => _places[route];

    /// <summary>The row at a place.</summary>
    public int Row(int place) => _rows[place];

    /// <summary>The expert that the row at a place goes to.</summary>
    public int Expert(int place) => _experts[place];

    /// <summary>The expert of a group, its first place and the number of its rows.</summary>
    public (int Expert, int First, int Count) Group(int group)
    {
        int expert = _groups[group];
        return (expert, _starts[expert], _starts[expert + 1] - _starts[expert]);
    }

    /// <summary>Softmax of each row's logits (taken over all experts), the largest of them, and the sorting.</summary>
    public void Choose(float* logits, long stride, int rows, ExpertsLayout layout)
    {
        Require(rows * layout.PerToken, layout.Count);
        for (int row = 0; row < rows; row++)
        {
            Choose(new Span<float>(logits + (row * stride), layout.Count), row * layout.PerToken, layout);
        }

        Sort(rows, layout);
    }

    private void Choose(Span<float> scores, int first, ExpertsLayout layout)
    {
        float largest = float.NegativeInfinity;
        foreach (float score in scores)
        {
            largest = MathF.Max(largest, score);
        }

        float all = 0;
        for (int expert = 0; expert < scores.Length; expert++)
        {
            scores[expert] = MathF.Exp(scores[expert] - largest);
            all += scores[expert];
        }

        float chosen = 0;
        for (int choice = first; choice < first + layout.PerToken; choice++)
        {
            int best = 0;
            for (int expert = 1; expert < scores.Length; expert++)
            {
                best = scores[expert] > scores[best] ? expert : best;
            }

            _chosen[choice] = best;
            _weights[choice] = scores[best] / all;
            chosen += _weights[choice];
            scores[best] = -1;
        }

        for (int choice = first; layout.Renormalise && choice < first + layout.PerToken; choice++)
        {
            _weights[choice] /= chosen;
        }
    }

    private void Sort(int rows, ExpertsLayout layout)
    {
        Array.Clear(_starts);
        int routes = rows * layout.PerToken;
        for (int route = 0; route < routes; route++)
        {
            _starts[_chosen[route] + 1]++;
        }

        GroupCount = 0;
        for (int expert = 0; expert < layout.Count; expert++)
        {
            if (_starts[expert + 1] > 0)
            {
                _groups[GroupCount++] = expert;
            }

            _starts[expert + 1] += _starts[expert];
        }

        for (int route = 0; route < routes; route++)
        {
            int place = _starts[_chosen[route]]++;
            _places[route] = place;
            _rows[place] = route / layout.PerToken;
            _experts[place] = _chosen[route];
        }

        for (int expert = layout.Count; expert > 0; expert--)
        {
            _starts[expert] = _starts[expert - 1]; // filling moved every start to the next one's
        }

        _starts[0] = 0;
    }

    private void Require(int routes, int experts)
    {
        if (_chosen.Length < routes)
        {
            (_chosen, _weights, _places, _rows, _experts) = (new int[routes], new float[routes], new int[routes], new int[routes], new int[routes]);
        }

        if (_starts.Length != experts + 1)
        {
            (_starts, _groups) = (new int[experts + 1], new int[experts]);
        }
    }
}

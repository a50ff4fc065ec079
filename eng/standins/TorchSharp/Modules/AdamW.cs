using System;
using System.Collections.Generic;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019). The genuine default decay is 0.</summary>
public class AdamW : OptimizerHelper
{
    private readonly Dictionary<Parameter, State> _states = new(ReferenceEqualityComparer.Instance);
    private readonly AdamWOptions _options;

    internal AdamW(IEnumerable<ParamGroup> groups, AdamWOptions options)
        : base(groups)
    {
        _options = options;
        foreach (Parameter parameter in parameters())
        {
            _states[parameter] = new State(parameter);
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (State state in _states.Values)
        {
            state.Mean.Dispose();
            state.Square.Dispose();
            state.Largest.Dispose();
        }

        _states.Clear();
        base.Dispose(disposing);
    }

    private protected override void Update(Parameter parameter, Tensor grad, double learningRate)
    {
        State state = _states[parameter];
        Tensor slope = _options.Maximize ? -grad : grad;
        state.Step++;
        parameter.mul_(1 - (learningRate * _options.Decay));
        state.Mean.mul_(_options.Beta1).add_(slope, alpha: 1 - _options.Beta1);
        state.Square.mul_(_options.Beta2).addcmul_(slope, slope, value: 1 - _options.Beta2);
        Tensor square = state.Square;
        if (_options.AmsGrad)
        {
            state.Largest.copy_(maximum(state.Largest, state.Square));
            square = state.Largest;
        }

        double correction1 = 1 - Math.Pow(_options.Beta1, state.Step);
        double correction2 = 1 - Math.Pow(_options.Beta2, state.Step);
        Tensor scale = (square.sqrt() / Math.Sqrt(correction2)).add_(_options.Epsilon);
        parameter.addcdiv_(state.Mean, scale, value: -learningRate / correction1);
    }

    private sealed class State
    {
        public State(Parameter parameter)
        {
            Mean = zeros_like(parameter).DetachFromDisposeScope();
            Square = zeros_like(parameter).DetachFromDisposeScope();
            Largest = zeros_like(parameter).DetachFromDisposeScope();
        }

        public long Step { get; set; }

        public Tensor Mean { get; }

        public Tensor Square { get; }

        public Tensor Largest { get; }
    }
}

/// <summary>The settings of <see cref="AdamW"/>.</summary>
internal sealed record AdamWOptions(double Beta1, double Beta2, double Epsilon, double Decay, bool AmsGrad, bool Maximize);

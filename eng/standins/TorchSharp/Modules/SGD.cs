using System.Collections.Generic;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gradient descent, with momentum where asked.</summary>
public class SGD : OptimizerHelper
{
    private readonly Dictionary<Parameter, Tensor> _velocities = new(ReferenceEqualityComparer.Instance);
    private readonly SgdOptions _options;

    internal SGD(IEnumerable<ParamGroup> groups, SgdOptions options)
        : base(groups) => _options = options;

    protected override void Dispose(bool disposing)
    {
        foreach (Tensor velocity in _velocities.Values)
        {
            velocity.Dispose();
        }

        _velocities.Clear();
        base.Dispose(disposing);
    }

    private protected override void Update(Parameter parameter, Tensor grad, double learningRate)
    {
        Tensor slope = _options.Maximize ? -grad : grad;
        if (_options.Decay != 0)
        {
            slope = slope.add(parameter, alpha: _options.Decay);
        }

        if (_options.Momentum != 0)
        {
            if (_velocities.TryGetValue(parameter, out Tensor? velocity))
            {
                velocity.mul_(_options.Momentum).add_(slope, alpha: 1 - _options.Dampening);
            }
            else
            {
                velocity = slope.clone().DetachFromDisposeScope();
                _velocities[parameter] = velocity;
            }

            slope = _options.Nesterov ? slope.add(velocity, alpha: _options.Momentum) : velocity;
        }

        parameter.add_(slope, alpha: -learningRate);
    }
}

/// <summary>The settings of <see cref="SGD"/>.</summary>
internal sealed record SgdOptions(double Momentum, double Dampening, double Decay, bool Nesterov, bool Maximize);

using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What optimizers share: groups of parameters, and a step without gradients in a scope of its own.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private protected OptimizerHelper(IEnumerable<ParamGroup> groups) => _parameter_groups = [.. groups];

    public override void zero_grad()
    {
        foreach (Parameter parameter in parameters())
        {
            // The genuine one fills with zeros as well; it does not let the gradient go.
            using Tensor? grad = parameter.grad;
            grad?.zero_().Dispose();
        }
    }

    public override IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(static group => group.Parameters);

    public override void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using IDisposable recording = enable_grad();
            loss = closure();
        }

        using IDisposable mode = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (ParamGroup group in _parameter_groups)
        {
            foreach (Parameter parameter in group.Parameters)
            {
                if (parameter.grad is Tensor grad)
                {
                    Update(parameter, grad, group.LearningRate);
                }
            }
        }

        return loss;
    }

    private protected abstract void Update(Parameter parameter, Tensor grad, double learningRate);
}

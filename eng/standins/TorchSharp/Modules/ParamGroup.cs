using System.Collections.Generic;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Parameters that share a learning rate.</summary>
public class ParamGroup : ILearningRateController
{
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    public double LearningRate { get; set; }

    public double InitialLearningRate { get; set; }
}

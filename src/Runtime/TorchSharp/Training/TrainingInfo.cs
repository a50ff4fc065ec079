namespace Modelwright.Runtime.TorchSharp;

/// <summary>What the generated class tells the runtime for models that are made anew, and saved.</summary>
/// <param name="InitializerRange"><c>initializer_range</c>: the standard deviation of fresh weights.</param>
/// <param name="StacksExperts">Whether published checkpoints have all experts of a layer in one tensor.</param>
/// <param name="ConfigJson">What stands in <c>config.json</c> beside a checkpoint, <c>"dtype": "auto"</c> in place of the weights' type.</param>
public sealed record TrainingInfo(double InitializerRange, bool StacksExperts, string ConfigJson);

namespace Samples.Training;

/// <summary>How the chat model is trained.</summary>
/// <param name="Checkpoint">Where it starts: the Shakespeare checkpoint.</param>
/// <param name="Model">The folder of a chat model, whose tokenizer and template are taken.</param>
/// <param name="Output">The folder that the result is saved in.</param>
/// <param name="Steps">Batches.</param>
/// <param name="BatchTokens">Tokens in each, about.</param>
/// <param name="LearningRate">The largest.</param>
/// <param name="Seed">Of the lessons.</param>
internal sealed record TrainingSettings(string Checkpoint, string Model, string Output, int Steps, int BatchTokens, double LearningRate, int Seed);

namespace Samples;

/// <summary>What the command line asks for.</summary>
internal sealed record Request(string Output, string Base, int Epochs, int BatchSize, double LearningRate, long Seed, string CheckWith);

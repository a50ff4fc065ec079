namespace Modelwright.Runtime;

/// <summary>One tensor that is not as the model needs it.</summary>
/// <param name="Key">The checkpoint's key.</param>
/// <param name="Found">What was found.</param>
/// <param name="Wanted">What was wanted.</param>
public sealed record WeightProblem(string Key, string Found, string Wanted);

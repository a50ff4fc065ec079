namespace Modelwright.Backends;

/// <summary>
/// How a backend fills in the part of the generated class that all backends have. Its own files must hold the class's <c>Definition</c>,
/// what the runtime knows of the model, which the shared part hands on.
/// </summary>
/// <param name="Target">What the class is compiled for.</param>
/// <param name="Remark">One more sentence about the class.</param>
/// <param name="BaseType">The runtime's class that it derives from.</param>
/// <param name="LoadOptions">The type of the options.</param>
/// <param name="LoadSummary">What loading does.</param>
/// <param name="Load">The expression that loads from <c>checkpoint</c> with <c>options</c>, which may be null.</param>
/// <param name="Memory">The runtime's type whose <c>Of</c> plans memory from definition, batch, context and options.</param>
/// <param name="Weights">The weights where the backend puts them together in its own way; null: as the module has them.</param>
/// <param name="Encoder">For a model that sees, the expression that <c>Of</c> takes for its vision tower; null for others.</param>
internal sealed record ClassFace(string Target, string Remark, string BaseType, string LoadOptions, string LoadSummary, string Load, string Memory, WeightTable? Weights = null, string? Encoder = null);

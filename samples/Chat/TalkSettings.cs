namespace Samples;

/// <summary>How answers are asked for. What is null is left to the checkpoint's generation_config.json.</summary>
/// <param name="System">The system message, if any.</param>
/// <param name="MaxTokens">Tokens of an answer at most.</param>
/// <param name="Temperature">0 takes the likeliest token always.</param>
/// <param name="Seed">The same seed gives the same answers.</param>
/// <param name="Thinks">Whether the model may think first.</param>
/// <param name="Tools">Whether the model may ask for the time.</param>
internal sealed record TalkSettings(string? System, int? MaxTokens, float? Temperature, long? Seed, bool Thinks, bool Tools);

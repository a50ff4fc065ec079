using Modelwright.Runtime;

namespace Samples;

/// <summary>What the command line asks for.</summary>
/// <param name="Model">The checkpoint's folder.</param>
/// <param name="Backend">cpu, vulkan or torch.</param>
/// <param name="Device">A device of the backend; its choice where null.</param>
/// <param name="Context">Tokens that a conversation can have; 0 for as many as the model allows, up to 4096.</param>
/// <param name="Storage">Format of the matrices.</param>
/// <param name="Talk">How answers are asked for.</param>
internal sealed record ChatSettings(string Model, string Backend, string? Device, int Context, WeightStorage Storage, TalkSettings Talk);

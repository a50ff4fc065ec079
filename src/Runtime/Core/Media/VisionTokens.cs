namespace Modelwright.Runtime;

/// <summary>The tokens by which a prompt holds pictures and clips; from the config.</summary>
/// <param name="Image"><c>image_token_id</c>: stands once for every feature of a picture.</param>
/// <param name="Video"><c>video_token_id</c>: stands once for every feature of a clip.</param>
/// <param name="Start"><c>vision_start_token_id</c>.</param>
/// <param name="End"><c>vision_end_token_id</c>.</param>
public sealed record VisionTokens(int Image, int Video, int Start, int End);

namespace Modelwright.IR;

/// <summary>What differs between the families in rotary embedding.</summary>
/// <param name="Rotation">How much of a head turns.</param>
/// <param name="Theta">Hugging Face's <c>default_theta</c>.</param>
/// <param name="Sections">The <c>mrope_section</c> of a config that has none; null for families whose tokens have one position.</param>
internal sealed record RopeDefaults(HeadRotation Rotation, double Theta = 10000, RopeSections? Sections = null)
{
    /// <summary>Qwen3 and Qwen3-MoE.</summary>
    public static RopeDefaults Whole { get; } = new(HeadRotation.Whole);

    /// <summary>Qwen3-Next.</summary>
    public static RopeDefaults Partial { get; } = new(HeadRotation.Partial);
}

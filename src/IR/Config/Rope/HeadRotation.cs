namespace Modelwright.IR;

/// <summary>How much of a head a family can turn, and what it assumes where the config does not say.</summary>
internal enum HeadRotation
{
    /// <summary>The whole head; <c>partial_rotary_factor</c> is not read by rope type <c>default</c> (Qwen3, Qwen3-MoE, Qwen3-VL).</summary>
    Whole,

    /// <summary>The leading part of it, a quarter by default (Qwen3-Next, Qwen3.5).</summary>
    Partial,
}

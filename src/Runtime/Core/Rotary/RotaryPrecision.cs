namespace Modelwright.Runtime;

/// <summary>
/// The format that RoPE's inverse frequencies pass through before float32 arithmetic. Hugging Face's <c>from_pretrained</c> keeps them in float32 whatever the weights' format;
/// PyTorch's <c>model.to(torch.bfloat16)</c> rounds them with the weights, and such a model gives other numbers from the third or fourth digit on.
/// </summary>
public enum RotaryPrecision
{
    /// <summary>float32, as <c>from_pretrained</c> has it.</summary>
    Float32,

    /// <summary>Rounded to float16, as after <c>model.to(torch.float16)</c>.</summary>
    Float16,

    /// <summary>Rounded to bfloat16, as after <c>model.to(torch.bfloat16)</c>.</summary>
    BFloat16,
}

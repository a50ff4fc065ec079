namespace Modelwright.Runtime.Cpu;

/// <summary>What activations are rounded to where they are multiplied by 4-bit codes.</summary>
public enum ActivationRounding
{
    /// <summary>
    /// As the format's own engine rounds them: 8 bits beside 4-bit codes of a GGUF file, whose formats are made for products with them (<c>Q8_0</c>, <c>Q8_K</c> in ggml); 16 bits beside all others,
    /// such as GPTQ's and AWQ's, which are made for activations that stay wide.
    /// </summary>
    Automatic,

    /// <summary>16 bits and a scale for each 128 columns: at most 2⁻¹⁶ of the largest of them is lost, less than weights in float16 have lost.</summary>
    Bits16,

    /// <summary>8 bits and a scale for each 32 columns, as llama.cpp rounds them: half as many products, so that prompts go faster; at most 2⁻⁸ of the largest is lost, a small part of what 4-bit weights have lost.</summary>
    Bits8,
}

namespace Modelwright.Contract;

/// <summary>
/// The operands of a kernel that multiplies rows of inputs with a matrix. Where the matrix is kept with its columns in another order, inputs are brought into that order first,
/// and so are the factors of a norm that the kernel applies to them; the kernel is the same.
/// </summary>
/// <param name="Weights">The matrix's place among the kernel's operands, from 0.</param>
/// <param name="Inputs">The place of the rows.</param>
/// <param name="Norm">The place of the norm's factors, where there are any.</param>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
sealed record KernelProduct(int Weights, int Inputs, int? Norm = null);

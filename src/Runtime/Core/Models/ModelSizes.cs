namespace Modelwright.Runtime;

/// <summary>What a config says of a text model's sizes; files that say the same are compared with it.</summary>
/// <param name="Layers">Decoder layers (<c>num_hidden_layers</c>).</param>
/// <param name="HiddenSize">Width of the residual stream (<c>hidden_size</c>).</param>
/// <param name="Heads">Query heads (<c>num_attention_heads</c>).</param>
/// <param name="KeyValueHeads">Heads of keys and values (<c>num_key_value_heads</c>).</param>
/// <param name="HeadDim">Size of a head (<c>head_dim</c>).</param>
/// <param name="NormEpsilon">Epsilon of every norm (<c>rms_norm_eps</c>).</param>
/// <param name="Experts">Experts of a layer (<c>num_experts</c>); 0 where there are none.</param>
/// <param name="ExpertsPerToken">Experts a token goes through (<c>num_experts_per_tok</c>); 0 where there are none.</param>
public sealed record ModelSizes(int Layers, int HiddenSize, int Heads, int KeyValueHeads, int HeadDim, float NormEpsilon, int Experts = 0, int ExpertsPerToken = 0);

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// Root-mean-square norm over the last dimension (Zhang and Sennrich 2019), in float32: <c>x·rsqrt(mean(x²) + ε)</c> times the weight,
/// or times one plus the weight where it is zero-centred (Qwen3-Next).
/// </summary>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    /// <summary>[size].</summary>
    public readonly Parameter weight;

    private readonly double _epsilon;
    private readonly bool _zeroCentred;
    private readonly Prepared _prepared = new();

    /// <summary>A norm without values.</summary>
    public RmsNorm(ParameterFactory parameters, long size, double epsilon, bool zeroCentred)
        : base(nameof(RmsNorm))
    {
        weight = parameters.Create(size);
        (_epsilon, _zeroCentred) = (epsilon, zeroCentred);
        RegisterComponents();
    }

    /// <summary>[…, size] to the same, of the same type.</summary>
    public override Tensor forward(Tensor x)
    {
        Tensor wide = x.to(float32);
        Tensor normed = wide * (wide * wide).mean([-1], keepdim: true).add(_epsilon).rsqrt();
        // In 16 bits the plain weight multiplies the rounded norm, the zero-centred one the norm in float32: as the checkpoints were trained.
        return _zeroCentred ? (normed * (1 + weight.to(float32))).to(x.dtype) : normed.to(x.dtype) * weight;
    }

    /// <summary>
    /// The same for one column a sequence, in as few calls as there are: [x, −x] has mean 0 and x's mean square for its variance,
    /// so libtorch's layer_norm of the pair is the root-mean-square norm of x (this version has no rms_norm).
    /// </summary>
    /// <param name="x">[batch, size].</param>
    /// <param name="step">The step.</param>
    public Tensor Step(Tensor x, DecodeStep step)
    {
        Tensor pair = (step.Batch == 1 ? x : x.unsqueeze(1)) * step.Constants.Signs;
        Tensor normed = nn.functional.layer_norm(pair, [2, weight.shape[0]], _prepared.Weight, eps: _epsilon);
        return step.Batch == 1 ? normed.narrow(0, 0, 1) : normed.select(1, 0);
    }

    internal double Epsilon => _epsilon;

    internal bool IsZeroCentred => _zeroCentred;

    /// <summary>What the normed x is multiplied by, at this moment.</summary>
    internal Tensor Scale() => _zeroCentred ? 1 + weight.detach() : weight.detach();

    /// <summary>Derives what <see cref="Step"/> needs from the weight.</summary>
    internal void Prepare()
    {
        Tensor scale = Scale();
        _prepared.Replace(stack([scale, scale], dim: 0).DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _prepared.Replace(null);
        }
    }

    /// <summary>Keeps a tensor out of the module's fields, where it would be registered as a buffer.</summary>
    private sealed class Prepared
    {
        public Tensor? Weight { get; private set; }

        public void Replace(Tensor? weight)
        {
            Weight?.Dispose();
            Weight = weight;
        }
    }
}

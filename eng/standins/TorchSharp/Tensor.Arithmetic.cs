using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Arithmetic of two tensors, or of a tensor and a number, with broadcasting.</summary>
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Wrap(Ops.Add(Native, target.Native));

        public Tensor add(Tensor target, Scalar alpha) => Wrap(Ops.Add(Native, Scaled(target.Native, alpha)));

        public Tensor add(Scalar scalar) => Wrap(Ops.Add(Native, NativeTensor.Number(scalar)));

        public Tensor add(Scalar scalar, Scalar alpha) => Wrap(Ops.Add(Native, Scaled(NativeTensor.Number(scalar), alpha)));

        public Tensor add_(Tensor target) => Change(t => Ops.Add(t, target.Native));

        public Tensor add_(Tensor target, Scalar alpha) => Change(t => Ops.Add(t, Scaled(target.Native, alpha)));

        public Tensor add_(Scalar scalar) => Change(t => Ops.Add(t, NativeTensor.Number(scalar)));

        public Tensor add_(Scalar scalar, Scalar alpha) => Change(t => Ops.Add(t, Scaled(NativeTensor.Number(scalar), alpha)));

        public Tensor sub(Tensor target) => Wrap(Ops.Sub(Native, target.Native));

        public Tensor sub(Scalar target) => Wrap(Ops.Sub(Native, NativeTensor.Number(target)));

        public Tensor sub_(Tensor target) => Change(t => Ops.Sub(t, target.Native));

        public Tensor sub_(Scalar target) => Change(t => Ops.Sub(t, NativeTensor.Number(target)));

        public Tensor subtract(Scalar target) => Wrap(Ops.Sub(Native, NativeTensor.Number(target)));

        public Tensor subtract(Tensor target) => Wrap(Ops.Sub(Native, target.Native));

        public Tensor subtract_(Scalar target) => Change(t => Ops.Sub(t, NativeTensor.Number(target)));

        public Tensor subtract_(Tensor target) => Change(t => Ops.Sub(t, target.Native));

        public Tensor mul(Tensor target) => Wrap(Ops.Mul(Native, target.Native));

        public Tensor mul(Scalar target) => Wrap(Ops.Mul(Native, NativeTensor.Number(target)));

        public Tensor mul_(Tensor target) => Change(t => Ops.Mul(t, target.Native));

        public Tensor mul_(Scalar target) => Change(t => Ops.Mul(t, NativeTensor.Number(target)));

        public Tensor multiply(Tensor target) => Wrap(Ops.Mul(Native, target.Native));

        public Tensor multiply(Scalar target) => Wrap(Ops.Mul(Native, NativeTensor.Number(target)));

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Wrap(Divide(Native, target.Native, rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Wrap(Divide(Native, NativeTensor.Number(target), rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Change(t => Divide(t, target.Native, rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Change(t => Divide(t, NativeTensor.Number(target), rounding_mode));

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Wrap(Divide(Native, target.Native, rounding_mode));

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Wrap(Divide(Native, NativeTensor.Number(target), rounding_mode));

        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Change(t => Divide(t, target.Native, rounding_mode));

        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Change(t => Divide(t, NativeTensor.Number(target), rounding_mode));

        public Tensor pow(Tensor exponent) => Wrap(Ops.Pow(Native, exponent.Native));

        public Tensor pow(Scalar exponent) => Wrap(Ops.Pow(Native, NativeTensor.Number(exponent)));

        public Tensor pow_(Tensor exponent) => Change(t => Ops.Pow(t, exponent.Native));

        public Tensor pow_(Scalar exponent) => Change(t => Ops.Pow(t, NativeTensor.Number(exponent)));

        public Tensor remainder(Tensor target) => Wrap(Ops.Remainder(Native, target.Native));

        public Tensor remainder(Scalar scalar) => Wrap(Ops.Remainder(Native, NativeTensor.Number(scalar)));

        public Tensor remainder_(Tensor target) => Change(t => Ops.Remainder(t, target.Native));

        public Tensor remainder_(Scalar scalar) => Change(t => Ops.Remainder(t, NativeTensor.Number(scalar)));

        public Tensor floor_divide(Tensor other) => Wrap(Ops.DivRounded(Native, other.Native, floor: true));

        public Tensor floor_divide(Scalar other) => Wrap(Ops.DivRounded(Native, NativeTensor.Number(other), floor: true));

        public Tensor true_divide(Tensor other) => div(other);

        public Tensor true_divide(Scalar other) => div(other);

        public Tensor maximum(Tensor other) => Wrap(Ops.Extreme(Native, other.Native, larger: true));

        public Tensor minimum(Tensor other) => Wrap(Ops.Extreme(Native, other.Native, larger: false));

        public Tensor max(Tensor other) => maximum(other);

        public Tensor min(Tensor other) => minimum(other);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Wrap(Ops.Add(Native, Scaled(Ops.Mul(tensor1.Native, tensor2.Native), value)));

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Change(t => Ops.Add(t, Scaled(Ops.Mul(tensor1.Native, tensor2.Native), value)));

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Wrap(Ops.Add(Native, Scaled(Ops.Div(tensor1.Native, tensor2.Native), value)));

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Change(t => Ops.Add(t, Scaled(Ops.Div(tensor1.Native, tensor2.Native), value)));

        public Tensor lerp(Tensor end, Tensor weight) => Wrap(Ops.Add(Native, Ops.Mul(weight.Native, Ops.Sub(end.Native, Native))));
    }
}

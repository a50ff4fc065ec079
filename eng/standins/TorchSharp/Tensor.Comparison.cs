using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Comparisons and logic, element by element.</summary>
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Wrap(Ops.Compare(Native, target.Native, static (a, b) => a == b, static (a, b) => a == b));

        public Tensor eq(Scalar target) => Wrap(Ops.Compare(Native, NativeTensor.Number(target), static (a, b) => a == b, static (a, b) => a == b));

        public Tensor ne(Tensor target) => Wrap(Ops.Compare(Native, target.Native, static (a, b) => a != b, static (a, b) => a != b));

        public Tensor ne(Scalar target) => Wrap(Ops.Compare(Native, NativeTensor.Number(target), static (a, b) => a != b, static (a, b) => a != b));

        public Tensor lt(Tensor target) => Wrap(Ops.Compare(Native, target.Native, static (a, b) => a < b, static (a, b) => a < b));

        public Tensor lt(Scalar target) => Wrap(Ops.Compare(Native, NativeTensor.Number(target), static (a, b) => a < b, static (a, b) => a < b));

        public Tensor le(Tensor target) => Wrap(Ops.Compare(Native, target.Native, static (a, b) => a <= b, static (a, b) => a <= b));

        public Tensor le(Scalar target) => Wrap(Ops.Compare(Native, NativeTensor.Number(target), static (a, b) => a <= b, static (a, b) => a <= b));

        public Tensor gt(Tensor target) => Wrap(Ops.Compare(Native, target.Native, static (a, b) => a > b, static (a, b) => a > b));

        public Tensor gt(Scalar target) => Wrap(Ops.Compare(Native, NativeTensor.Number(target), static (a, b) => a > b, static (a, b) => a > b));

        public Tensor ge(Tensor target) => Wrap(Ops.Compare(Native, target.Native, static (a, b) => a >= b, static (a, b) => a >= b));

        public Tensor ge(Scalar target) => Wrap(Ops.Compare(Native, NativeTensor.Number(target), static (a, b) => a >= b, static (a, b) => a >= b));

        public Tensor equal(Tensor target) => eq(target);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor greater_equal(Tensor target) => ge(target);

        public Tensor logical_and(Tensor other) => Wrap(Ops.Logical(Native, other.Native, static (a, b) => a && b));

        public Tensor logical_and_(Tensor other) => Change(t => Ops.Logical(t, other.Native, static (a, b) => a && b));

        public Tensor logical_or(Tensor other) => Wrap(Ops.Logical(Native, other.Native, static (a, b) => a || b));

        public Tensor logical_or_(Tensor other) => Change(t => Ops.Logical(t, other.Native, static (a, b) => a || b));

        public Tensor logical_xor(Tensor other) => Wrap(Ops.Logical(Native, other.Native, static (a, b) => a != b));

        public Tensor logical_xor_(Tensor other) => Change(t => Ops.Logical(t, other.Native, static (a, b) => a != b));

        public Tensor bitwise_and(Tensor other) => Wrap(Ops.Bitwise(Native, other.Native, static (a, b) => a & b));

        public Tensor bitwise_and_(Tensor other) => Change(t => Ops.Bitwise(t, other.Native, static (a, b) => a & b));

        public Tensor bitwise_or(Tensor other) => Wrap(Ops.Bitwise(Native, other.Native, static (a, b) => a | b));

        public Tensor bitwise_or_(Tensor other) => Change(t => Ops.Bitwise(t, other.Native, static (a, b) => a | b));

        public Tensor bitwise_xor(Tensor other) => Wrap(Ops.Bitwise(Native, other.Native, static (a, b) => a ^ b));

        public Tensor bitwise_xor_(Tensor other) => Change(t => Ops.Bitwise(t, other.Native, static (a, b) => a ^ b));

        public Tensor bitwise_left_shift(Tensor other) => Wrap(Ops.Bitwise(Native, other.Native, static (a, b) => a << (int)b));

        public Tensor bitwise_left_shift_(Tensor other) => Change(t => Ops.Bitwise(t, other.Native, static (a, b) => a << (int)b));

        public Tensor bitwise_right_shift(Tensor other) => Wrap(Ops.Bitwise(Native, other.Native, static (a, b) => a >> (int)b));

        public Tensor bitwise_right_shift_(Tensor other) => Change(t => Ops.Bitwise(t, other.Native, static (a, b) => a >> (int)b));
    }
}

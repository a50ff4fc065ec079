using System;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.TorchSharpStandIn;

/// <summary>Element types: what results have, how numbers are stored and read.</summary>
public class TypeTests
{
    [Fact]
    public void New_tensors_have_the_types_of_the_genuine_package()
    {
        Assert.Equal(int32, tensor(1).dtype);
        Assert.Equal(float64, tensor(1.0).dtype);
        Assert.Equal(float64, tensor(new double[] { 1 }).dtype);
        Assert.Equal(int64, arange(3).dtype);
        Assert.Equal(float32, arange(3.0).dtype);
        Assert.Equal(float32, zeros(1).dtype);
        Assert.Equal(int64, full([1], 2).dtype);
        Assert.Equal(float32, full([1], 2.0).dtype);
    }

    [Theory]
    [InlineData(ScalarType.Float32, ScalarType.Float64, ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16, ScalarType.Float16, ScalarType.Float32)]
    [InlineData(ScalarType.Int64, ScalarType.BFloat16, ScalarType.BFloat16)]
    [InlineData(ScalarType.Int32, ScalarType.Int64, ScalarType.Int64)]
    [InlineData(ScalarType.Byte, ScalarType.Int8, ScalarType.Int16)]
    [InlineData(ScalarType.Bool, ScalarType.Byte, ScalarType.Byte)]
    public void Types_promote(ScalarType left, ScalarType right, ScalarType expected)
    {
        Assert.Equal(expected, (ones(2, dtype: left) + ones(2, dtype: right)).dtype);
        Assert.Equal(expected, promote_types(right, left));
    }

    [Fact]
    public void Numbers_and_tensors_without_dimensions_promote_by_kind_only()
    {
        Assert.Equal(float32, (ones(2) * 0.5).dtype);
        Assert.Equal(bfloat16, (ones(2, dtype: bfloat16) * 0.5).dtype);
        Assert.Equal(float32, (ones(2, dtype: int64) * 0.5).dtype);
        Assert.Equal(int64, (ones(2, dtype: int64) * 2).dtype);
        Assert.Equal(float32, (ones(2, dtype: int64) / 2).dtype);
        Assert.Equal(float32, (ones(2) + tensor(1.0)).dtype);
        Assert.Equal(float64, (ones(2) + tensor(new[] { 1.0 })).dtype);
        Assert.Equal(int64, ones(2, dtype: @bool).sum().dtype);
        Assert.Equal(float32, where(tensor(new[] { true, false }), ones(2), 0.5).dtype);
    }

    [Fact]
    public void Bfloat16_rounds_to_nearest_even()
    {
        Tensor x = tensor(new[] { 1f, 1.00390625f, 1.01171875f, 3.14159f }).to(bfloat16);

        Assert.Equal([1f, 1f, 1.015625f, 3.140625f], x.to(float32).data<float>().ToArray());
        Assert.Equal(2, x.ElementSize);
        Assert.Equal(3.140625f, x[3].ToSingle());
    }

    [Fact]
    public void Bfloat16_has_no_typed_data()
    {
        Tensor x = ones(1, dtype: bfloat16);

        Assert.Throws<ArgumentException>(() => x.data<ushort>());
        Assert.Throws<ArgumentException>(() => x.item<float>());
    }

    [Fact]
    public void Item_is_strict()
    {
        Assert.Throws<ArgumentException>(() => ones(1).item<double>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Assert.Equal(1f, ones(1).item<float>());
    }

    [Fact]
    public void Bytes_are_the_memory()
    {
        Tensor x = empty(2, dtype: bfloat16);
        ushort[] bits = [0x3F80, 0xC000];
        x.bytes = MemoryMarshal.AsBytes(bits.AsSpan());

        Assert.Equal([1f, -2f], x.@float().data<float>().ToArray());
        Assert.Throws<InvalidOperationException>(() => ones(2, 3).t().bytes.Length);
        Assert.Throws<ArgumentException>(() => x.bytes = new byte[3]);
    }

    [Fact]
    public void Frombuffer_shares_its_own_type_and_converts_others()
    {
        float[] floats = [1, 2, 3];
        Tensor shared = frombuffer(floats, float32, count: 2, offset: 1);
        floats[1] = 9;
        Assert.Equal([9, 3], shared.data<float>().ToArray());

        Tensor converted = frombuffer(new byte[] { 1, 2 }, bfloat16);
        Assert.Equal([1f, 2f], converted.@float().data<float>().ToArray());
        Assert.Throws<NotSupportedException>(() => frombuffer(new ushort[1], bfloat16));
    }

    [Fact]
    public void Integers_are_exact_and_cut_towards_zero()
    {
        Tensor big = tensor(new[] { 9007199254740993L });

        Assert.Equal(9007199254740994L, (big + 1)[0].ToInt64());
        Assert.Equal([1L, -1L], tensor(new[] { 1.9f, -1.9f }).to(int64).data<long>().ToArray());
        Assert.Equal([-2L, 1L], tensor(new[] { -3L, 3L }).div(tensor(new[] { 2L }), RoundingMode.floor).data<long>().ToArray());
        Assert.Equal([1L, 1L], tensor(new[] { -3L, 3L }).remainder(2).data<long>().ToArray());
    }

    [Fact]
    public void A_meta_tensor_has_a_shape_and_no_data()
    {
        Tensor x = empty([1L << 20, 1L << 20], dtype: bfloat16, device: META);

        Assert.True(x.is_meta);
        Assert.Equal([1L << 20, 1L << 20], x.shape);
        Assert.Equal([1L << 40], x.view(-1).shape);
        Assert.ThrowsAny<Exception>(() => x.cpu());
    }
}

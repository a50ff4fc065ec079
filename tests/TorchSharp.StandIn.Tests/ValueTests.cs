using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.TorchSharpStandIn;

/// <summary>Operations against values worked out by hand.</summary>
public class ValueTests
{
    [Fact]
    public void Matmul_of_matrices()
    {
        Tensor a = tensor(new float[] { 1, 2, 3, 4 }, [2L, 2L]);
        Tensor b = tensor(new float[] { 5, 6, 7, 8 }, [2L, 2L]);

        Assert.Equal([19, 22, 43, 50], a.matmul(b).data<float>().ToArray());
    }

    [Fact]
    public void Ranges_cut_as_in_Python()
    {
        Tensor x = arange(12).view(3, 4);

        Assert.Equal([5, 6, 9, 10], x[1.., 1..^1].data<long>().ToArray());
        Assert.Equal([3, 7, 11], x[TensorIndex.Ellipsis, -1].data<long>().ToArray());
    }

    [Fact]
    public void Softmax_and_its_gradient()
    {
        Tensor x = tensor(new float[] { 0, 0 }).requires_grad_();
        Tensor y = x.softmax(0);
        y[0].backward();

        Assert.Equal([0.5f, 0.5f], y.data<float>().ToArray());
        Assert.Equal([0.25f, -0.25f], x.grad!.data<float>().ToArray());
    }
}

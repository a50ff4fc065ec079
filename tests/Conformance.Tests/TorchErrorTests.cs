using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>What goes wrong is said in typed exceptions, before libtorch would abort the process.</summary>
public class TorchErrorTests
{
    private static readonly GoldenCase Dense = GoldenCase.Named("qwen3_dense");

    [Fact]
    public void A_device_that_is_not_there_is_named()
    {
        torch.Device absent = new("cuda:63");

        DeviceNotFoundException error = Assert.Throws<DeviceNotFoundException>(() => Load(new TorchLoadOptions { Device = absent }));

        Assert.Equal("cuda:63", error.Wanted);
        Assert.Contains("cpu", error.Found);
    }

    [Fact]
    public void A_compute_type_in_which_no_model_computes_is_refused()
    {
        TensorTypeException error = Assert.Throws<TensorTypeException>(() => Load(new TorchLoadOptions { Device = torch.CPU, Compute = torch.ScalarType.Float64 }));

        Assert.Contains("Float64", error.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Too_little_memory_is_said_before_anything_is_allocated()
    {
        MemoryTable uses = new([new MemoryUse("weights", long.MaxValue / 2)]);

        OutOfDeviceMemoryException error = Assert.Throws<OutOfDeviceMemoryException>(() => WeightMemory.Require(torch.CPU, uses));

        Assert.Equal(uses.Total, error.Needed);
    }

    [Fact]
    public void A_checkpoint_of_another_model_is_refused() =>
        Assert.Throws<WeightMismatchException>(() => CompiledModel.Load(Dense.Config, GoldenCase.Named("qwen3_moe").Folder, new TorchLoadOptions { Device = TestDevice.Current }));

    [Fact]
    public void A_model_that_was_converted_makes_no_session()
    {
        using TorchModel model = Load(new TorchLoadOptions { Device = TestDevice.Current, Storage = WeightStorage.Float32, MaxContext = 16 });
        model.to(torch.float16);

        Assert.Throws<TensorTypeException>(() => model.CreateSession(new SessionOptions()));
    }

    [Fact]
    public void Tokens_and_columns_are_checked()
    {
        using TorchModel model = Load(new TorchLoadOptions { Device = TestDevice.Current, MaxContext = 4 });
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[] logits = new float[model.Info.VocabularySize];

        Assert.Throws<TokenOutOfRangeException>(() => session.Forward([model.Info.VocabularySize], logits));
        Assert.Throws<ContextOverflowException>(() => session.Forward([1, 2, 3, 4, 5], logits));
        Assert.Throws<ContextOverflowException>(() => model.CreateSession(new SessionOptions { Capacity = 5 }));
        session.Forward([1, 2, 3, 4], logits);
        Assert.Equal(4, session.Length);
    }

    private static TorchModel Load(TorchLoadOptions options) => CompiledModel.Load(Dense.Config, Dense.Folder, options);
}

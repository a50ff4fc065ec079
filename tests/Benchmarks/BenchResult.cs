namespace Modelwright.Benchmarks;

/// <summary>The figures of one model. Rates are tokens a second, times are seconds.</summary>
/// <param name="Backend">Which backend computed, and on what.</param>
/// <param name="Prefill128">Tokens a second of a prompt of 128.</param>
/// <param name="Prefill512">Tokens a second of a prompt of 512.</param>
/// <param name="Tokens">Tokens of a decoding run.</param>
/// <param name="DecodeAt0">Tokens a second of so many after a prompt of one.</param>
/// <param name="DecodeAt2048">Tokens a second of so many after 2048 columns.</param>
/// <param name="DepthRatio">Decode at 2048 by decode at 0: the median of pairs measured one after the other.</param>
/// <param name="ProcessorMillisecondsAt0">Processor time of a token decoded at 0, all cores together.</param>
/// <param name="PeakMemory">The most bytes that the process had since the model was loaded, the mapped checkpoint's among them.</param>
/// <param name="DeviceMemory">Vulkan: bytes allocated on the device when all is measured.</param>
/// <param name="Share">What the figures are of what the machine's processors can do.</param>
/// <param name="LiveTensors">TorchSharp: tensors that live when all is measured, the model's among them.</param>
internal sealed record BenchResult(
    string Model,
    string Backend,
    int Runs,
    double LoadSeconds,
    Measurement Prefill128,
    Measurement Prefill512,
    int Tokens,
    Measurement DecodeAt0,
    Measurement DecodeAt2048,
    double DepthRatio,
    double ProcessorMillisecondsAt0,
    double ProcessorMillisecondsAt2048,
    int? DispatchesPerToken,
    long? WeightBytesPerToken,
    long PeakMemory,
    long? DeviceMemory,
    MachineShare Share,
    long? LiveTensors);

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Extensions.Logging;
using Modelwright.Runtime;
using Modelwright.Runtime.Auto;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>One class for Vulkan and the CPU. This machine's Vulkan driver stands for a card where a test wants one.</summary>
public class AutoModelTests
{
    private static readonly AutoLoadOptions Options = new() { MaxContext = 256, Cache = CacheStorage.Float32, Validation = true };

    /// <summary>Models that read, with all kinds of layers, and models that see.</summary>
    [Theory]
    [InlineData("qwen3_dense", ModelBackend.Cpu)]
    [InlineData("qwen3_dense", ModelBackend.Vulkan)]
    [InlineData("qwen3_next_mixed", ModelBackend.Cpu)]
    [InlineData("qwen3_next_mixed", ModelBackend.Vulkan)]
    [InlineData("qwen3_vl_moe", ModelBackend.Cpu)]
    [InlineData("qwen3_vl_moe", ModelBackend.Vulkan)]
    public void Either_backend_computes_what_Hugging_Face_does(string name, ModelBackend backend)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using AutoModel model = CompiledModel.Load(golden.Config, golden.Folder, Options with { Backend = backend });
        GoldenRunner runner = new(model, golden, Comparison.Float32, Options);
        int compared = 0;
        foreach (GoldenRun run in golden.PlainRuns)
        {
            runner.CompareLogits(run);
            compared += runner.CompareSteps(run);
        }

        Assert.NotEqual(0, compared);
        Assert.Equal((backend, backend == ModelBackend.Vulkan, backend == ModelBackend.Cpu), (model.LoadReport.Backend, model.Vulkan is not null, model.Cpu is not null));
        Assert.Empty(model.Vulkan?.Device.ValidationMessages ?? []);
    }

    [Theory]
    [InlineData(ModelBackend.Cpu)]
    [InlineData(ModelBackend.Vulkan)]
    public void Heads_and_their_labels_are_the_class_s_own(ModelBackend backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_moe_tokenclassification");
        using ILanguageModel model = CompiledModel.Load(golden.Config, golden.Folder, Options with { Backend = backend });
        ITokenClassifier classifier = Assert.IsAssignableFrom<ITokenClassifier>(model);
        GoldenRun run = golden.PlainRuns.First();
        using ExpectedTensors expected = new(golden.Folder);
        float[] scores = classifier.Logits(TokenBatch.Masked(run.Tokens, run.Mask));

        Assert.NotEmpty(classifier.Labels.Names);
        Assert.Equal(run.Batch * run.Columns * classifier.Labels.Names.Count, scores.Length);
        Comparison.AssertClose(Comparison.Unmasked(scores, run), Comparison.Unmasked(expected.Read(run.Name, "logits"), run), Comparison.Float32, run.Name);
    }

    /// <summary>The driver computes on the processor: the CPU's own code is taken in its place. Where it were a card, it would be.</summary>
    [Fact]
    public void A_card_is_taken_where_there_is_one_and_the_report_says_why()
    {
        RecordingLogger log = new();
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        using AutoModel here = CompiledModel.Load(golden.Config, golden.Folder, Options with { Logger = log, Devices = VulkanDevices.Read });
        using AutoModel card = CompiledModel.Load(golden.Config, golden.Folder, Options with { Logger = log, Devices = static () => [.. VulkanDevices.Read().Select(static d => As(d, d.Info.Index))] });
        using AutoModel none = CompiledModel.Load(golden.Config, golden.Folder, Options with { Devices = static () => throw new VulkanUnavailableException("no Vulkan loader (test)", "one") });

        Assert.Equal(ModelBackend.Cpu, here.LoadReport.Backend);
        Assert.Contains("computes on the processor", here.LoadReport.Reason, StringComparison.Ordinal);
        Assert.StartsWith("Cpu (threads: ", here.LoadReport.ToString(), StringComparison.Ordinal);
        Assert.Equal(ModelBackend.Vulkan, card.LoadReport.Backend);
        Assert.Contains("is the best card here", card.LoadReport.Reason, StringComparison.Ordinal);
        Assert.Contains(card.Vulkan!.Device.Info.Name, card.LoadReport.Device, StringComparison.Ordinal);
        Assert.Contains("there is no Vulkan here: no Vulkan loader (test)", none.LoadReport.Reason, StringComparison.Ordinal);
        Assert.Contains((LogLevel.Information, $"Model computes on {here.LoadReport}"), log.Entries);
        Assert.Contains((LogLevel.Information, $"Model computes on {card.LoadReport}"), log.Entries);
        Assert.All([here, card, none], static model => Assert.Null(model.LoadReport.VulkanFailure));
    }

    /// <summary>The card that was listed cannot be opened: the CPU computes, and report and log have the failure.</summary>
    [Fact]
    public void A_card_that_cannot_load_the_model_is_told_of()
    {
        RecordingLogger log = new();
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        using AutoModel model = CompiledModel.Load(golden.Config, golden.Folder, Options with { Logger = log, Devices = static () => [As(VulkanDevices.Read()[0], 99)] });

        Assert.Equal(ModelBackend.Cpu, model.LoadReport.Backend);
        DeviceNotFoundException failure = Assert.IsType<DeviceNotFoundException>(model.LoadReport.VulkanFailure);
        Assert.Contains(failure.Message, model.LoadReport.Reason, StringComparison.Ordinal);
        Assert.Contains(log.Entries, entry => entry.Level == LogLevel.Warning && entry.Text.Contains(failure.Message, StringComparison.Ordinal));
    }

    /// <summary>Nothing computes in place of what was asked for, and what is wrong with the checkpoint is wrong on any backend.</summary>
    [Fact]
    public void What_was_asked_for_is_given_or_refused()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        Assert.Throws<DeviceNotFoundException>(() => CompiledModel.Load(golden.Config, golden.Folder, Options with { Device = "no such card" }));
        Assert.Throws<ArgumentException>(() => CompiledModel.Load(golden.Config, golden.Folder, Options with { Backend = ModelBackend.Cpu, Device = "0" }));
        Assert.Throws<CheckpointNotFoundException>(() => CompiledModel.Load(
            golden.Config, Path.Combine(golden.Folder, "nowhere"), Options with { Devices = static () => [As(VulkanDevices.Read()[0], 0)] }));
    }

    /// <summary>A real device under another number, told to be a card.</summary>
    private static DeviceCapabilities As(DeviceCapabilities device, int index) => device with { Info = device.Info with { Index = index, Type = VulkanDeviceType.Discrete } };

    private sealed class RecordingLogger : ILogger
    {
        public List<(LogLevel Level, string Text)> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Add((logLevel, formatter(state, exception)));
    }
}

using System;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Loads a model: checks the checkpoint, builds the module without values, fills it.</summary>
public static class TorchLoader
{
    /// <summary>Loads a model of type <typeparamref name="TModel"/>, in evaluation mode.</summary>
    /// <param name="definition">What the compiler knows of the model.</param>
    /// <param name="checkpoint">The folder with the safetensors files, or one such file.</param>
    /// <param name="options">Device, storage, context; the defaults where null.</param>
    /// <param name="create">Builds the module.</param>
    /// <exception cref="TorchUnavailableException">libtorch cannot be used on this machine, or is not referenced.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be read, or is not one of this model.</exception>
    /// <exception cref="DeviceNotFoundException">The device asked for is not there.</exception>
    /// <exception cref="OutOfDeviceMemoryException">The device cannot hold the weights.</exception>
    /// <exception cref="TensorTypeException">A compute type was asked for in which no model computes.</exception>
    public static TModel Load<TModel>(TorchModelDefinition definition, string checkpoint, TorchLoadOptions? options, Func<LoadedCheckpoint, TModel> create)
        where TModel : TorchModel
    {
        TorchLibrary.Require();
        options = definition.Info.Complete(options);
        options.Progress?.Report(new LoadProgress(LoadStage.Verifying, 0, 0, checkpoint));
        using Checkpoint opened = Checkpoint.OpenFor(checkpoint, definition.Info, definition.Rope);
        NewHead? head = options.NewHeadSeed is null ? null : NewHead.Of(opened, definition.Weights);
        WeightReader reader = new(new CheckpointView(opened, head?.Rest ?? definition.Weights), options.IgnoreTensors, options.Logger);
        options.Progress?.Report(new LoadProgress(LoadStage.Preparing, 0, 0, "device"));
        TorchLoadReport report = Decide(definition, options, reader);
        TModel model = Build(definition, report, Describe(opened, reader, options, report), create, built =>
        {
            new ParameterLoader(reader.View, options.Progress).Fill(built, head is null ? null : name => !head.Has(name));
            if (head is not null)
            {
                using WeightInitializer initializer = new(definition, options.NewHeadSeed!.Value);
                initializer.Fill(built, head.Has);
            }

            built.eval();
        });
        options.Progress?.Report(new LoadProgress(LoadStage.Ready, report.WeightBytes, report.WeightBytes, definition.Info.Name));
        return model;
    }

    /// <summary>Makes a model of type <typeparamref name="TModel"/> with fresh weights, in training mode.</summary>
    /// <param name="definition">What the compiler knows of the model.</param>
    /// <param name="options">Device, storage, context; the defaults where null. Weights are float32 unless they say otherwise.</param>
    /// <param name="seed">The same seed gives the same weights.</param>
    /// <param name="create">Builds the module.</param>
    /// <exception cref="TorchUnavailableException">libtorch cannot be used on this machine, or is not referenced.</exception>
    /// <exception cref="DeviceNotFoundException">The device asked for is not there.</exception>
    /// <exception cref="OutOfDeviceMemoryException">The device cannot hold the weights.</exception>
    /// <exception cref="StorageNotSupportedException">The storage is no element format.</exception>
    public static TModel Create<TModel>(TorchModelDefinition definition, TorchLoadOptions? options, long seed, Func<LoadedCheckpoint, TModel> create)
        where TModel : TorchModel
    {
        TorchLibrary.Require();
        options = definition.Info.Complete(options);
        ElementFormat format = options.Storage switch
        {
            WeightStorage.AsStored or WeightStorage.Float32 => ElementFormat.Float32,
            WeightStorage.Float16 => ElementFormat.Float16,
            WeightStorage.BFloat16 => ElementFormat.BFloat16,
            _ => throw new StorageNotSupportedException(options.Storage),
        };
        TorchLoadReport report = Report(definition, options, TorchDevices.Open(options.Device), format, widened: false);
        LoadedCheckpoint fresh = new(
            options,
            options.Tokenizer,
            options.GenerationDefaults ?? GenerationDefaults.None,
            new ParameterFactory(report.Device, report.Weights) { HasHead = !definition.Weights.Slots.Any(static slot => slot is { Name: "head", Alternatives.Count: > 1 }) }, // not tied
            report)
        {
            Weights = WeightReport.Empty,
            Processors = options.MediaProcessors ?? MediaProcessors.Of(""),
        };
        return Build(definition, report, fresh, create, model =>
        {
            using WeightInitializer initializer = new(definition, seed);
            initializer.Fill(model);
            model.train();
        });
    }

    /// <summary>Builds the module and gives its parameters values, where the device can hold it.</summary>
    private static TModel Build<TModel>(TorchModelDefinition definition, TorchLoadReport report, LoadedCheckpoint loaded, Func<LoadedCheckpoint, TModel> create, Action<TModel> fill)
        where TModel : TorchModel
    {
        MemoryTable uses = WeightMemory.Of(definition.Weights, TorchTypes.Of(report.Weights));
        WeightMemory.Require(report.Device, uses);
        TModel? model = null;
        try
        {
            model = create(loaded);
            fill(model);
            return model;
        }
        catch (ExternalException e) when (WeightMemory.IsExhausted(e))
        {
            model?.Dispose();
            throw new OutOfDeviceMemoryException(report.Device.ToString(), uses.Total, available: 0, uses, e);
        }
        catch
        {
            model?.Dispose();
            throw;
        }
    }

    /// <summary>What the model's constructor needs to know.</summary>
    private static LoadedCheckpoint Describe(Checkpoint opened, WeightReader reader, TorchLoadOptions options, TorchLoadReport report)
    {
        SideFiles beside = SideFiles.Load(opened, options);
        return new LoadedCheckpoint(
            options,
            beside.Tokenizer,
            beside.GenerationDefaults,
            new ParameterFactory(report.Device, report.Weights) { HasHead = reader.IsApart("head", "embeddings") },
            report)
        {
            Weights = beside.AddTo(reader.Report),
            Processors = beside.Processors,
            Folder = opened.Folder,
        };
    }

    /// <summary>Device and types, told to the logger.</summary>
    private static TorchLoadReport Decide(TorchModelDefinition definition, TorchLoadOptions options, WeightReader reader)
    {
        Device device = TorchDevices.Open(options.Device);
        bool widened = reader.HasPacked && options.Storage == WeightStorage.AsStored;
        ElementFormat format = widened ? TorchTypes.Of(TorchTypes.Resolve(options, device.type, reader.StoredFormat).Compute) : reader.Resolve(options.Storage);
        return Report(definition, options, device, format, widened);
    }

    private static TorchLoadReport Report(TorchModelDefinition definition, TorchLoadOptions options, Device device, ElementFormat format, bool widened)
    {
        TorchLoadReport report = TorchTypes.Resolve(options, device, format) with { Widened = widened, WeightBytes = WeightMemory.Of(definition.Weights, format).Total };
        if (options.Logger is ILogger logger && logger.IsEnabled(LogLevel.Information))
        {
            logger.LogInformation("{Model}: {Report}", definition.Info.Name, report);
        }

        return report;
    }
}

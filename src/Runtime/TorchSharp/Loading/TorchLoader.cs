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
        options ??= new TorchLoadOptions();
        options.Progress?.Report(new LoadProgress(LoadStage.Verifying, 0, 0, checkpoint));
        using Checkpoint opened = Checkpoint.Open(checkpoint);
        WeightReader reader = new(new CheckpointView(opened, definition.Weights), options.IgnoreTensors, options.Logger);
        options.Progress?.Report(new LoadProgress(LoadStage.Preparing, 0, 0, "device"));
        TorchLoadReport report = Decide(definition, options, reader);
        MemoryTable uses = WeightMemory.Of(definition.Weights, TorchTypes.Of(report.Weights));
        WeightMemory.Require(report.Device, uses);
        LoadedCheckpoint loaded = Describe(opened, reader, options, report);
        TModel? model = null;
        try
        {
            model = create(loaded);
            new ParameterLoader(reader.View, options.Progress).Fill(model);
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

        model.eval();
        options.Progress?.Report(new LoadProgress(LoadStage.Ready, uses.Total, uses.Total, definition.Info.Name));
        return model;
    }

    /// <summary>What the model's constructor needs to know.</summary>
    private static LoadedCheckpoint Describe(Checkpoint opened, WeightReader reader, TorchLoadOptions options, TorchLoadReport report)
    {
        SideFiles beside = SideFiles.Load(opened.Folder, options);
        return new LoadedCheckpoint(
            options,
            beside.Tokenizer,
            beside.GenerationDefaults,
            new ParameterFactory(report.Device, report.Weights) { HasHead = reader.IsApart("head", "embeddings") },
            report)
        {
            Weights = beside.AddTo(reader.Report),
            Processors = beside.Processors,
        };
    }

    /// <summary>Device and types, told to the logger.</summary>
    private static TorchLoadReport Decide(TorchModelDefinition definition, TorchLoadOptions options, WeightReader reader)
    {
        Device device = TorchDevices.Open(options.Device);
        bool widened = reader.HasPacked && options.Storage == WeightStorage.AsStored;
        ElementFormat format = widened ? TorchTypes.Of(TorchTypes.Resolve(options, device.type, reader.StoredFormat).Compute) : reader.Resolve(options.Storage);
        TorchLoadReport report = TorchTypes.Resolve(options, device, format) with { Widened = widened, WeightBytes = WeightMemory.Of(definition.Weights, format).Total };
        if (options.Logger is ILogger logger && logger.IsEnabled(LogLevel.Information))
        {
            logger.LogInformation("{Model}: {Report}", definition.Info.Name, report);
        }

        return report;
    }
}

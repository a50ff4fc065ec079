using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Fills a module's parameters, whose names are the checkpoint's: on the CPU straight from the file into their memory, else through a small buffer.</summary>
internal sealed class ParameterLoader(CheckpointView view, IProgress<LoadProgress>? progress)
{
    /// <summary>Elements moved at once: a span of bytes ends at 2 GiB, and a staging buffer should be small.</summary>
    private const long Piece = 1 << 24;

    /// <param name="module">The module.</param>
    /// <param name="wants">Whether a parameter is to be read, by its name; null for all.</param>
    public long Fill(nn.Module module, Func<string, bool>? wants = null)
    {
        (string name, Parameter parameter)[] parameters = [.. module.named_parameters().Where(known => wants is null || wants(known.name))];
        long total = parameters.Sum(static p => p.parameter.numel() * p.parameter.ElementSize);
        long done = 0;
        // Writing into a leaf that wants gradients is refused outside no_grad.
        using IDisposable quiet = no_grad();
        foreach ((string name, Parameter parameter) in parameters)
        {
            using DisposeScope scope = NewDisposeScope();
            Fill(parameter, Rows(name, parameter));
            done += parameter.numel() * parameter.ElementSize;
            progress?.Report(new LoadProgress(LoadStage.Weights, done, total, name));
        }

        return total;
    }

    /// <summary>The rows of a parameter's name. The checkpoint was compared with the manifest, so a parameter that does not fit is a fault of the compiler.</summary>
    private StoredRows Rows(string name, Parameter parameter)
    {
        StoredRows rows = view.Rows(name);
        bool fits = rows.Elements == parameter.numel() && (parameter.dim() < 2 || rows.Columns == parameter.shape[^1] || rows.Columns == parameter.numel() / parameter.shape[0]);
        return fits
            ? rows
            : throw new InvalidOperationException($"The parameter '{name}' is [{string.Join(", ", parameter.shape)}]; the manifest gives it {rows.Elements} elements in rows of {rows.Columns}.");
    }

    private static void Fill(Parameter parameter, StoredRows rows)
    {
        if (!parameter.is_contiguous())
        {
            FillRows(parameter, rows);
            return;
        }

        ElementFormat format = TorchTypes.Of(parameter.dtype);
        Tensor flat = parameter.view(-1);
        long count = parameter.numel();
        bool direct = parameter.device.type == DeviceType.CPU;
        for (long start = 0; start < count; start += Piece)
        {
            int length = (int)Math.Min(Piece, count - start);
            using Tensor piece = flat.narrow(0, start, length);
            if (direct)
            {
                // Not frombuffer: of bytes as bfloat16 it makes a number of each byte.
                rows.Read(start, length, format, piece.bytes);
                continue;
            }

            // The setter of bytes does not look at the device: on CUDA it would write to an address of the card.
            using Tensor staging = empty([length], dtype: parameter.dtype);
            rows.Read(start, length, format, staging.bytes);
            piece.copy_(staging);
        }
    }

    /// <summary>A matrix whose rows do not follow one another: bytes want contiguous memory, so it goes through a buffer on the CPU too.</summary>
    private static void FillRows(Parameter parameter, StoredRows rows)
    {
        (long height, long columns) = (parameter.shape[0], parameter.shape[1]);
        long piece = Math.Max(1, Piece / columns);
        for (long start = 0; start < height; start += piece)
        {
            long count = Math.Min(piece, height - start);
            using Tensor staging = empty([count, columns], dtype: parameter.dtype);
            rows.Read(start * columns, (int)(count * columns), TorchTypes.Of(parameter.dtype), staging.bytes);
            using Tensor target = parameter.narrow(0, start, count);
            target.copy_(staging);
        }
    }
}

using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;

namespace Modelwright.Runtime.Vulkan;

/// <content>Recording and running pieces.</content>
internal sealed partial class VulkanSession
{
    private const string During = "a forward pass";

    /// <summary>A long prefill goes to the device in parts, so that cancelling is heard and no watchdog wakes.</summary>
    private const int DispatchesPerSubmission = 32;

    /// <summary>A step of one column: recorded once for each set of exits, then replayed.</summary>
    private void RunStep(SessionPiece piece, PassOutputs outputs, CancellationToken cancellationToken)
    {
        ulong exits = ExitsWanted(piece, outputs, step: true);
        if (!_steps.TryGetValue(exits, out CommandStream? step))
        {
            step = RecordStep(exits, piece);
            _steps.Add(exits, step);
        }

        step.Run(During, cancellationToken);
        ReadLast(piece, outputs, exits);
    }

    private CommandStream RecordStep(ulong exits, SessionPiece piece)
    {
        CommandStream step = new(_model.Device);
        try
        {
            CommandRecorder commands = new(_model.Device, _sets) { Replayed = true };
            SessionRecorder recorder = Recorder(commands);
            commands.Begin(step, _shape);
            _functions.Decode.Entry(recorder);
            for (int layer = 0; layer < Tower.LayerCount; layer++)
            {
                _functions.Decode.Layer(recorder, layer);
            }

            RecordLast(commands, recorder, exits);
            commands.End();
            long bytes = recorder.WeightsRead.Sum(ReadBytes);
            _model.Count(s => s with { DecodeDispatches = commands.Dispatches, WeightBytesPerToken = bytes });
            return step;
        }
        catch
        {
            step.Dispose();
            throw;
        }
    }

    private void RunPiece(ModelInput input, SessionPiece piece, PassOutputs outputs, CancellationToken cancellationToken)
    {
        CommandRecorder commands = new(_model.Device, _sets)
        {
            PartLength = DispatchesPerSubmission,
            PartDone = () => _work.Run(During, cancellationToken),
        };
        SessionRecorder recorder = Recorder(commands);
        commands.Begin(_work, _shape);
        RecordLayers(commands, recorder, input, piece, outputs);
        int layers = commands.Dispatches;
        bool step = piece.Count == 1;
        ulong last = ExitsWanted(piece, outputs, step);
        RecordLast(commands, recorder, last);
        commands.End();
        int heads = commands.Dispatches - layers;
        _work.Run(During, cancellationToken);
        _model.Count(s => s with { PrefillDispatches = layers, LogitsDispatches = last != 0 ? heads : s.LogitsDispatches });
        _transfers.Read(outputs, piece);
        _routers.Read(outputs, piece);
        ReadLast(piece, outputs, last);
        for (int i = 0; !step && i < outputs.Count; i++)
        {
            if (outputs[i].IsExit && outputs[i].Rows.Scope != OutputScope.Last && outputs[i].Rows.In(piece, BatchSize).Any())
            {
                RunWindows(commands, recorder, piece, outputs[i], outputs.Destination(i), cancellationToken);
            }
        }
    }

    private void RecordLayers(CommandRecorder commands, SessionRecorder recorder, ModelInput input, SessionPiece piece, PassOutputs outputs)
    {
        // A step keeps its router's logits on the chip.
        LayerFunctions form = piece.Count == 1 && !outputs.WantsRouter() ? _functions.Decode : _functions.Prefill;
        if (input.Embeddings.IsEmpty)
        {
            form.Entry(recorder);
        }

        _transfers.Enter(commands, input, piece);
        for (int layer = 0; layer < Tower.LayerCount; layer++)
        {
            _transfers.Keep(commands, outputs, piece, layer);
            form.Layer(recorder, layer);
            _routers.Keep(commands, outputs, piece, layer);
            _transfers.Add(commands, input, piece, layer);
        }

        _transfers.Keep(commands, outputs, piece, Tower.LayerCount);
    }

    /// <summary>The exits, as bits, that are wanted of the last column of a piece; of a step's only column, however it was asked for.</summary>
    private ulong ExitsWanted(SessionPiece piece, PassOutputs outputs, bool step)
    {
        ulong exits = 0;
        for (int i = 0; i < outputs.Count; i++)
        {
            if (outputs[i].IsExit && (step || outputs[i].Rows.Scope == OutputScope.Last) && outputs[i].Rows.In(piece, BatchSize).Any())
            {
                exits |= 1UL << outputs[i].Exit;
            }
        }

        return exits;
    }

    private void RecordLast(CommandRecorder commands, SessionRecorder recorder, ulong exits)
    {
        for (int exit = 0; exit < Tower.Exits.Count; exit++)
        {
            if ((exits >> exit & 1) != 0)
            {
                commands.Barrier();
                recorder.Exit = exit;
                _functions.Exits[exit].Last(recorder);
                CopyOutput(commands, exit);
            }
        }
    }

    /// <summary>Results of the last column: a row a sequence.</summary>
    private void ReadLast(SessionPiece piece, PassOutputs outputs, ulong exits)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            ModelOutput output = outputs[i];
            if (!output.IsExit || (exits >> output.Exit & 1) == 0 || (piece.Count > 1 && output.Rows.Scope != OutputScope.Last))
            {
                continue;
            }

            foreach (OutputRun run in output.Rows.In(piece, BatchSize))
            {
                for (int row = 0; row < run.Count; row++)
                {
                    CopyRow(output.Exit, (run.First + (row * run.Stride)) / piece.Count, outputs.Destination(i), run.Destination + row);
                }
            }
        }
    }

    /// <summary>Results of any rows, a window of rows at a time: recorded once, replayed with the next row offset.</summary>
    private void RunWindows(CommandRecorder commands, SessionRecorder recorder, SessionPiece piece, ModelOutput output, Span<float> destination, CancellationToken cancellationToken)
    {
        commands.PartDone = null;
        commands.Begin(_work, _shape);
        recorder.Exit = output.Exit;
        _functions.Exits[output.Exit].All(recorder);
        CopyOutput(commands, output.Exit);
        commands.End();
        int window = -SessionSizes.Window;
        foreach (OutputRun run in output.Rows.In(piece, BatchSize))
        {
            for (int i = 0; i < run.Count; i++)
            {
                int row = run.First + (i * run.Stride);
                if (row < window || row >= window + SessionSizes.Window)
                {
                    window = row;
                    StepBuffer.WriteRowOffset(_buffers.Step, window);
                    _work.Run(During, cancellationToken);
                }

                CopyRow(output.Exit, row - window, destination, run.Destination + i);
            }
        }
    }

    private SessionRecorder Recorder(CommandRecorder commands) =>
        new(_model.Device, _model.Loaded.Kernels, _model.Loaded.Weights, _buffers, commands);

    private void CopyOutput(CommandRecorder commands, int exit)
    {
        if (_buffers.HostOutputs[exit] != _buffers.Outputs[exit])
        {
            commands.Copy(_buffers.Outputs[exit], _buffers.HostOutputs[exit]);
        }
    }

    /// <summary>Copies a row of an exit's result to where the caller wants it, without the padding.</summary>
    private void CopyRow(int exit, int row, Span<float> destination, int destinationRow)
    {
        int width = Tower.Exits[exit].Width;
        BufferRange host = _buffers.HostOutputs[exit];
        MemoryMarshal.Cast<byte, float>(host.Buffer.Span(host.Offset + (row * SessionSizes.RowBytes(width)), width * sizeof(float)))
            .CopyTo(destination.Slice(checked(destinationRow * width), width));
    }

    /// <summary>Bytes of a weight that one step reads, as far as the model says: a token meets few of the experts.</summary>
    private long ReadBytes(BufferRange range) => (long)(range.TotalBytes * _model.Loaded.Weights.ReadFraction(range, _sizes.Definition.ReadFractions));
}

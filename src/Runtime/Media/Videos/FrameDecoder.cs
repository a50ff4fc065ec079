using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using CliWrap;
using CliWrap.Exceptions;

namespace Modelwright.Runtime;

/// <summary>
/// <c>ffmpeg</c> at work on a clip: it decodes, turns frames upright, and hands over those that are wanted as RGB. It waits while nobody takes a frame, so memory is that of two.
/// </summary>
internal sealed class FrameDecoder : IDisposable
{
    private readonly Channel<Image> _frames = Channel.CreateBounded<Image>(1);
    private readonly List<string> _errors = [];
    private readonly string _path;
    private readonly bool _acceptDamage;
    private readonly CancellationToken _cancel;
    private readonly CancellationTokenSource _stop;
    private readonly Task _running;

    private FrameDecoder(string path, IReadOnlyList<int> indices, VideoFileOptions options, CancellationToken cancel)
    {
        (_path, _acceptDamage, _cancel) = (path, options.AcceptDamage, cancel);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _running = Task.Run(() => RunAsync(indices, options), CancellationToken.None);
    }

    /// <param name="path">The clip.</param>
    /// <param name="indices">Numbers of the frames, never decreasing.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="cancel">Ends the program.</param>
    public static FrameDecoder Start(string path, IReadOnlyList<int> indices, VideoFileOptions options, CancellationToken cancel) => new(path, indices, options, cancel);

    /// <summary>The next frame; null where there are no more.</summary>
    /// <exception cref="VideoException">The clip cannot be decoded.</exception>
    /// <exception cref="FFmpegMissingException">The program cannot be started.</exception>
    public Image? Next()
    {
        try
        {
            return _frames.Reader.WaitToReadAsync(_cancel).AsTask().GetAwaiter().GetResult() && _frames.Reader.TryRead(out Image? frame) ? frame : Ended();
        }
        catch (Win32Exception e)
        {
            throw new FFmpegMissingException(FFmpeg.Decoder, e);
        }
        catch (Exception e) when (IsFailure(e))
        {
            throw Damaged(e);
        }
    }

    /// <summary>Reads the clip to its end, which tells whether it is whole.</summary>
    /// <exception cref="VideoException">It is damaged or cut off.</exception>
    public void Finish()
    {
        while (Next() is not null)
        {
            // FFmpeg was asked for no further frames; it may still find damage.
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        try
        {
            _running.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is OperationCanceledException or Win32Exception || IsFailure(e))
        {
            // Whoever reads on was told by Next.
        }

        _stop.Dispose();
    }

    /// <summary>What a program that gives up, or stops within a picture, comes as.</summary>
    private static bool IsFailure(Exception e) => e is CommandExecutionException or IOException or InvalidDataException;

    private Image? Ended()
    {
        _running.GetAwaiter().GetResult();
        return _errors.Count > 0 && !_acceptDamage ? throw Damaged(innerException: null) : null;
    }

    private VideoException Damaged(Exception? innerException)
    {
        string complaint = FFmpeg.Complaint(_errors, _path);
        return new VideoException(_path, complaint.Length > 0 ? complaint : innerException?.Message ?? "data that cannot be decoded", "a whole clip", innerException);
    }

    private async Task RunAsync(IReadOnlyList<int> indices, VideoFileOptions options)
    {
        Exception? failure = null;
        try
        {
            await FFmpeg.Command(FFmpeg.Decoder, options, Arguments(indices), PipeTarget.Create((pipe, _) => CopyAsync(pipe)), _errors)
                .ExecuteAsync(_stop.Token)
                .ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            _frames.Writer.TryComplete(failure);
        }
    }

    private string[] Arguments(IReadOnlyList<int> indices) =>
    [
        "-v", "error", "-nostdin", .. _acceptDamage ? (string[])[] : ["-xerror"], "-i", Path.GetFullPath(_path), "-map", $"0:{VideoProbe.Stream}",

        // Times are made anew, so that every chosen frame comes once, whatever the clip's rate and however it varies.
        "-vf", $"select={FrameSelection.Expression(indices)},settb=1/25,setpts=N", "-r", "25", "-c:v", "ppm", "-f", "image2pipe", "pipe:1",
    ];

    /// <summary>Frames from the program's output. Whoever waits for one hears of a failure here at once: the program itself may go on, into a pipe that nobody reads.</summary>
    private async Task CopyAsync(Stream pipe)
    {
        try
        {
            await PortableFrames.CopyAsync(pipe, _frames.Writer, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFailure(e))
        {
            _frames.Writer.TryComplete(e);
            throw;
        }
    }
}

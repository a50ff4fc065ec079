using System;
using System.Diagnostics;

namespace Modelwright.Benchmarks;

/// <summary>A process that computes on one processor without pause until it is disposed: the neighbour that a model has on a machine in use.</summary>
internal sealed class BusyProcess : IDisposable
{
    /// <summary>The argument that makes this program such a process.</summary>
    public const string Argument = "--be-busy";

    private readonly Process _process;

    public BusyProcess()
    {
        ProcessStartInfo start = new("dotnet", [Environment.GetCommandLineArgs()[0], Argument]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException("The busy process did not start.");
        _process.StandardOutput.ReadLine(); // it is busy from here on
    }

    /// <summary>What the process does: it ends when its input ends, so that none is left behind by a program that was killed.</summary>
    public static void Run()
    {
        bool ended = false;
        System.Threading.Thread watch = new(() =>
        {
            Console.In.ReadToEnd();
            System.Threading.Volatile.Write(ref ended, true);
        });
        watch.Start();
        Console.WriteLine("busy");
        while (!System.Threading.Volatile.Read(ref ended))
        {
            // nothing but looking
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}

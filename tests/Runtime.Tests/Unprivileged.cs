using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <summary>What somebody does who may not do everything: permissions do not bind the machine's administrator, who runs tests in containers.</summary>
internal static partial class Unprivileged
{
    private const uint Nobody = 65534;

    /// <summary>What asks for the user and changes nothing.</summary>
    private const uint Unchanged = uint.MaxValue;

    /// <summary>Whether there is a way to forbid something here.</summary>
    public static bool CanBe { get; } = !OperatingSystem.IsWindows() && (!Environment.IsPrivilegedProcess || (OperatingSystem.IsLinux() && MayBecomeNobody()));

    /// <summary>The exception of an action to which a file or folder is forbidden; null where there is none.</summary>
    /// <param name="folder">The test's folder, which others may enter meanwhile.</param>
    /// <param name="forbidden">The file or folder in it.</param>
    /// <param name="action">The action, which must have been done before as the administrator, since somebody else may be unable to load the libraries that it needs.</param>
    public static Exception? Record(TemporaryFolder folder, string forbidden, Action action)
    {
        if (OperatingSystem.IsWindows())
        {
            return Xunit.Record.Exception(action);
        }

        UnixFileMode before = File.GetUnixFileMode(forbidden);
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(forbidden, UnixFileMode.None);
        try
        {
            Exception? thrown = null;
            Thread thread = new(() =>
            {
                if (OperatingSystem.IsLinux())
                {
                    _ = SetFileUser(Nobody); // of this thread alone, and only if it is the administrator's
                }

                thrown = Xunit.Record.Exception(action);
            });
            thread.Start();
            thread.Join();
            return thrown;
        }
        finally
        {
            File.SetUnixFileMode(forbidden, before);
        }
    }

    private static bool MayBecomeNobody()
    {
        bool may = false;
        Thread thread = new(() =>
        {
            _ = SetFileUser(Nobody);
            may = SetFileUser(Unchanged) == Nobody;
        });
        thread.Start();
        thread.Join();
        return may;
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileUser(uint user);
}

using System;
using System.Buffers.Binary;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// Files of compiled kernels, named by a hash of everything that made them. A file is the SHA-256 of the rest, then SPIR-V: a damaged one is as good as none.
/// Files are written beside and renamed, so two processes never see half of one. A folder that cannot be written costs time, not the model.
/// </summary>
internal sealed partial class SpirvStore(string? folder, ILogger logger)
{
    private const uint SpirvMagic = 0x07230203;

    public static string Key(string glsl, string compiler) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{compiler}\0vulkan1.2 O0\0{glsl}")));

    /// <summary>The module of a key, or null where there is none or a damaged one.</summary>
    public byte[]? Read(string key)
    {
        if (folder is null)
        {
            return null;
        }

        try
        {
            byte[] file = File.ReadAllBytes(PathOf(key));
            ReadOnlySpan<byte> module = file.AsSpan(Math.Min(SHA256.HashSizeInBytes, file.Length));
            bool sound = module.Length >= 20
                && module.Length % 4 == 0
                && BinaryPrimitives.ReadUInt32LittleEndian(module) == SpirvMagic
                && SHA256.HashData(module).AsSpan().SequenceEqual(file.AsSpan(0, SHA256.HashSizeInBytes));
            if (!sound)
            {
                LogDamaged(logger, PathOf(key));
            }

            return sound ? module.ToArray() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string key, byte[] module)
    {
        if (folder is null)
        {
            return;
        }

        string temporary = $"{PathOf(key)}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(folder);
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(SHA256.HashData(module));
                stream.Write(module);
            }

            File.Move(temporary, PathOf(key), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(logger, folder, e.Message);
        }
    }

    private string PathOf(string key) => Path.Combine(folder!, key + ".spv");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cached kernel {Path} is damaged and is compiled anew.")]
    private static partial void LogDamaged(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Compiled kernels cannot be kept in {Folder}: {Reason}")]
    private static partial void LogNotWritten(ILogger logger, string folder, string reason);
}

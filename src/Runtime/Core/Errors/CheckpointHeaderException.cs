using System;

namespace Modelwright.Runtime;

/// <summary>A checkpoint's header or index contradicts itself or the file.</summary>
public sealed class CheckpointHeaderException(string path, CheckpointHeaderFault fault, string detail, Exception? innerException = null)
    : CheckpointException(path, $"The header of '{path}' is not valid: {detail}", innerException)
{
    /// <summary>What kind of fault it is.</summary>
    public CheckpointHeaderFault Fault { get; } = fault;
}

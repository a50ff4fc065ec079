using System;

namespace Modelwright.Runtime;

/// <summary>A checkpoint cannot be written: no permission, no room, a file where its folder should be.</summary>
public sealed class CheckpointSaveException(string path, Exception innerException)
    : CheckpointException(path, $"The checkpoint '{path}' cannot be written: {innerException.Message}", innerException);

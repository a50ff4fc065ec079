namespace Modelwright.Runtime.Cpu;

/// <summary>A file whose weights are read where they lie was replaced, cut or removed after the model was loaded. Load it again, or load with copied weights.</summary>
public sealed class CheckpointChangedException(string checkpoint, string file, string found, string wanted)
    : CheckpointException(checkpoint, $"'{file}' is not the file the model was loaded from any more: found {found}, wanted {wanted}. Load the model again; with CopyWeights it needs the file no longer.")
{
    /// <summary>The file that changed.</summary>
    public string File { get; } = file;
}

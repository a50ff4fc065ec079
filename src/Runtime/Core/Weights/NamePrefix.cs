namespace Modelwright.Runtime;

/// <summary>How a checkpoint's names differ from the model's own: another beginning, the same for all.</summary>
/// <param name="Model">The beginning of the model's own names, such as <c>model.</c>; may be empty.</param>
/// <param name="Checkpoint">What the checkpoint has in its place, such as <c>model.language_model.</c>; may be empty.</param>
public sealed record NamePrefix(string Model, string Checkpoint)
{
    /// <summary>Both beginnings in words.</summary>
    public override string ToString() => $"the checkpoint has '{Checkpoint}' where the model's own names have '{Model}'";
}

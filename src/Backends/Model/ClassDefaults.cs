namespace Modelwright.Backends;

/// <summary>What a project says of a class beside its config: the runtime's <c>ModelDefaults</c>. What it does not say is null.</summary>
/// <param name="MaxContext">Columns of a sequence, by default and at most.</param>
/// <param name="MaxBatch">Sequences of a session at most.</param>
/// <param name="Storage">The format of the matrices where load options name none.</param>
internal sealed record ClassDefaults(int? MaxContext = null, int? MaxBatch = null, StorageFormat? Storage = null)
{
    /// <summary>A project that says nothing.</summary>
    public static readonly ClassDefaults None = new();
}

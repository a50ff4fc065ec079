namespace Modelwright.Runtime;

/// <summary>
/// What a project says of a model class beside its config (<c>MaxContext</c>, <c>MaxBatch</c> and <c>Storage</c> of the <c>ModelConfig</c> item): what holds where
/// <see cref="LoadOptions"/> and <see cref="SessionOptions"/> say nothing, and the most that they may say. Nothing unless the project says so.
/// </summary>
public sealed record ModelDefaults
{
    /// <summary>Columns (tokens and padding) of a sequence, by default and at most; <see langword="null"/>: as the config and the options say.</summary>
    public int? MaxContext { get; init; }

    /// <summary>Sequences of a session at most; <see langword="null"/>: as many as the backend can advance together.</summary>
    public int? MaxBatch { get; init; }

    /// <summary>What <see cref="WeightStorage.Automatic"/> is for the class. Default: as the checkpoint has the matrices.</summary>
    public WeightStorage Storage { get; init; } = WeightStorage.AsStored;
}

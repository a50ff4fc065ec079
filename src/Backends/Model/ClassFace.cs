using System;

namespace Modelwright.Backends;

/// <summary>
/// How a backend fills in the part of the generated class that all backends have. Its own files must hold the class's <c>Definition</c>,
/// what the runtime knows of the model, which the shared part hands on.
/// </summary>
/// <param name="Target">What the class is compiled for.</param>
/// <param name="Remark">One more sentence about the class.</param>
/// <param name="BaseType">The runtime's class that it derives from.</param>
/// <param name="LoadOptions">The type of the options.</param>
/// <param name="LoadSummary">What loading does.</param>
/// <param name="Load">The expression that loads from <c>checkpoint</c> with <c>options</c>, which may be null.</param>
/// <param name="Memory">The expression that plans memory from <c>batch</c>, <c>context</c>, for a model that sees <c>images</c> and <c>pixels</c>, and options of the name given.</param>
/// <param name="Weights">The weights where the backend puts them together in its own way; null: as the module has them.</param>
internal sealed record ClassFace(
    string Target, string Remark, string BaseType, string LoadOptions, string LoadSummary, string Load, Func<string, string> Memory, WeightTable? Weights = null)
{
    /// <summary>A <see cref="Memory"/> by a runtime's planner, whose <c>Of</c> takes the class's definition and for a model that sees its vision tower.</summary>
    public static Func<string, string> Planner(string planner, string definition, string? encoder) => options =>
        $"{planner}.Of({definition}, {(encoder is null ? "" : encoder + ", images, pixels, ")}batch, context, {options})";
}

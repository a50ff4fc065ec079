using Modelwright.Backends;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>The files of a job, hint names unique in the project, and what went wrong inside the compiler, if anything did.</summary>
internal sealed record CompiledModel(EquatableArray<GeneratedFile> Files, CompileFailure? Failure);

/// <summary>A defect of the compiler, shown on the config it met.</summary>
internal sealed record CompileFailure(CompileJob Job, CompilerMessage Message);

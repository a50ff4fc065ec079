using Modelwright.Backends;
using Modelwright.IR;

namespace Modelwright.Compiler;

/// <summary>The files of a job, hint names unique in the project, and what went wrong inside the compiler, if anything did.</summary>
internal sealed record CompiledModel(EquatableArray<GeneratedFile> Files, CompileFailure? Failure);

/// <summary>A defect of the compiler, shown on the config it met.</summary>
internal sealed record CompileFailure(CompileJob Job, CompilerMessage Message);

/// <summary>Everything a config became: its messages, which have places in its text, and the files of all its classes.</summary>
internal sealed record CompiledConfig(BindResult Bound, EquatableArray<CompilerMessage> Messages, EquatableArray<GeneratedFile> Files);

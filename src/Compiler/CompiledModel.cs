using Modelwright.Backends;
using Modelwright.IR;

namespace Modelwright.Compiler;

/// <summary>The files of a job, hint names unique in the project, and what the backend has to say of it: what went wrong inside the compiler, what a device may refuse.</summary>
internal sealed record CompiledModel(EquatableArray<GeneratedFile> Files, EquatableArray<JobMessage> Messages);

/// <summary>A message that only compiling a job brings to light, shown on its config.</summary>
internal sealed record JobMessage(CompileJob Job, CompilerMessage Message);

/// <summary>Everything a config became: its messages, which have places in its text, and the files of all its classes.</summary>
internal sealed record CompiledConfig(BindResult Bound, EquatableArray<CompilerMessage> Messages, EquatableArray<GeneratedFile> Files);

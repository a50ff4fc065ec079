using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Managed;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Neural network parts.</summary>
    public static partial class nn
    {
        /// <summary>A part with parameters, buffers and parts of its own, known by name.</summary>
        public partial class Module : IDisposable
        {
            private readonly NamedList<Module> _submodules = [];
            private readonly NamedList<(Tensor Tensor, bool Persistent)> _buffers = [];
            private readonly NamedList<Parameter> _parameters = [];
            private bool _componentsRegistered;
            private bool _isDisposed;
            private bool _isTraining = true;

            protected Module(string name) => ModuleName = name;

            public virtual bool training => _isTraining;

            private string ModuleName { get; }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            public virtual string GetName() => ModuleName;

            public virtual void train(bool train = true)
            {
                _isTraining = train;
                foreach ((_, Module module) in named_children())
                {
                    module.train(train);
                }
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach ((_, Module module) in _submodules)
                {
                    module.apply(fn);
                }

                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach ((_, Parameter parameter) in named_parameters())
                {
                    if (set_to_none)
                    {
                        parameter.grad = null;
                        continue;
                    }

                    using Tensor? grad = parameter.grad;
                    grad?.zero_().Dispose();
                }
            }

            public virtual IEnumerable<(string name, Module module)> named_children() => _submodules;

            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach ((string name, Module module) child in _submodules)
                {
                    yield return child;
                }

                foreach ((string outer, Module child) in _submodules)
                {
                    foreach ((string inner, Module module) in child.named_modules())
                    {
                        yield return ($"{outer}.{inner}", module);
                    }
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(static m => m.module);

            public virtual IEnumerable<Module> children() => named_children().Select(static m => m.module);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                HashSet<Parameter> seen = new(ReferenceEqualityComparer.Instance);
                foreach ((string name, Parameter parameter) in _parameters)
                {
                    if (!parameter.IsInvalid && seen.Add(parameter))
                    {
                        yield return (name, parameter);
                    }
                }

                foreach ((string outer, Module child) in recurse ? _submodules : [])
                {
                    foreach ((string inner, Parameter parameter) in child.named_parameters())
                    {
                        if (seen.Add(parameter))
                        {
                            yield return ($"{outer}.{inner}", parameter);
                        }
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(static p => p.parameter);

            /// <summary>Without the non-persistent ones, whatever is asked: the genuine method ignores its second argument too.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                HashSet<Tensor> seen = new(ReferenceEqualityComparer.Instance);
                foreach ((string name, (Tensor buffer, bool persistent)) in _buffers)
                {
                    if (!buffer.IsInvalid && persistent && seen.Add(buffer))
                    {
                        yield return (name, buffer);
                    }
                }

                foreach ((string outer, Module child) in recurse ? _submodules : [])
                {
                    foreach ((string inner, Tensor buffer) in child.named_buffers(true, include_nonpersistent))
                    {
                        if (seen.Add(buffer))
                        {
                            yield return ($"{outer}.{inner}", buffer);
                        }
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(static b => b.buffer);

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _isDisposed)
                {
                    return;
                }

                _isDisposed = true;
                foreach ((_, Tensor buffer) in named_buffers(false).ToArray())
                {
                    buffer.DetachFromDisposeScope().Dispose();
                }

                foreach ((_, Parameter parameter) in named_parameters(false).ToArray())
                {
                    parameter.DetachFromDisposeScope().Dispose();
                }

                foreach ((_, Module module) in named_modules().ToArray())
                {
                    module.Dispose();
                }
            }
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Weights in and out, and moved as a whole.</summary>
        public partial class Module
        {
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                Dictionary<string, Tensor> state = destination ?? [];
                string before = string.IsNullOrEmpty(prefix) ? string.Empty : prefix + ".";
                foreach ((string name, Parameter parameter) in named_parameters())
                {
                    state.TryAdd(before + name, parameter);
                }

                foreach ((string name, Tensor buffer) in named_buffers(include_nonpersistent: false))
                {
                    state.TryAdd(before + name, buffer);
                }

                // Once more by parts: so a weight that two parts share stands under both names.
                foreach ((string name, Module module) in _submodules)
                {
                    module.state_dict(state, before + name);
                }

                return state;
            }

            /// <summary>
            /// Copies by <c>copy_</c>, with all that it does in silence: types are converted, and a shape that broadcasts is accepted.
            /// </summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                IList<string> skipped = skip ?? [];
                Dictionary<string, Tensor> destination = state_dict();
                List<string> missing = [.. destination.Keys.Where(key => !skipped.Contains(key) && !source.ContainsKey(key))];
                List<string> unexpected = [.. source.Keys.Where(key => !skipped.Contains(key) && !destination.ContainsKey(key))];
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                {
                    throw new InvalidOperationException("The loaded state_dict is not identical to the target dictionary.");
                }

                using IDisposable mode = no_grad();
                foreach ((string key, Tensor value) in source)
                {
                    if (!skipped.Contains(key) && destination.TryGetValue(key, out Tensor? target))
                    {
                        target.copy_(value);
                    }
                }

                return (missing, unexpected);
            }

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                RefuseType(dtype);
                RefuseCuda(device.type);
                _toEpilog(dtype, device, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                RefuseCuda(deviceType);
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                RefuseType(dtype);
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                foreach ((_, Module module) in named_children())
                {
                    module._toEpilog(dtype, device, non_blocking);
                }

                Dictionary<string, PropertyInfo> properties = GetType()
                    .GetProperties(BindingFlags.Public | BindingFlags.Instance).DistinctBy(static p => p.Name).ToDictionary(static p => p.Name);
                Dictionary<string, FieldInfo> fields = Fields(GetType()).DistinctBy(ComponentName).ToDictionary(ComponentName);
                foreach ((string name, Parameter parameter) in named_parameters(false).ToArray())
                {
                    if (ReplaceParameter(dtype, device, parameter, out Parameter? moved))
                    {
                        Put(name, parameter, moved!, () => ConditionallyRegisterParameter(name, moved));
                    }
                }

                foreach ((string name, Tensor buffer) in named_buffers(false).ToArray())
                {
                    if (ReplaceBuffer(dtype, device, buffer, out Tensor? moved))
                    {
                        Put(name, buffer, moved!, () => ConditionallyRegisterBuffer(name, moved));
                    }
                }

                void Put(string name, Tensor old, Tensor moved, Action register)
                {
                    if (properties.TryGetValue(name, out PropertyInfo? property))
                    {
                        property.SetValue(this, moved);
                        return;
                    }

                    old.Dispose();
                    register();
                    if (fields.TryGetValue(name, out FieldInfo? field))
                    {
                        field.SetValue(this, moved);
                    }
                }
            }

            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                ScalarType type = dtype is ScalarType wanted && buffer.is_floating_point() ? wanted : buffer.dtype;
                Device place = device ?? buffer.device;
                bool moves = buffer.ToWillCopy(type, place);
                result = moves ? buffer.to(type, place, disposeAfter: true).DetachFromDisposeScope() : null;
                return moves;
            }

            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                ScalarType type = dtype is ScalarType wanted && param.is_floating_point() ? wanted : param.dtype;
                Device place = device ?? param.device;
                p = null;
                if (!param.ToWillCopy(type, place))
                {
                    return false;
                }

                using IDisposable mode = no_grad();
                p = new Parameter(param.to(type, place), param.requires_grad);
                p.DetachFromDisposeScope();
                using Tensor? grad = param.grad;
                if (grad is not null)
                {
                    using Tensor moved = grad.to(type, place);
                    p.grad = moved;
                }

                return true;
            }

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());

            private static void RefuseType(ScalarType dtype)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                {
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
                }
            }

            private static void RefuseCuda(DeviceType type)
            {
                if (type == DeviceType.CUDA)
                {
                    throw new InvalidOperationException("CUDA is not available.");
                }

                InitializeDeviceType(type);
            }
        }
    }
}

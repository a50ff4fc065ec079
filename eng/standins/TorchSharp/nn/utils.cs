using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Managed;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What training loops need beside an optimizer.</summary>
        public static partial class utils
        {
            /// <summary>Scales all gradients so that their common norm is at most <paramref name="max_norm"/>; returns the norm from before.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                NativeCalls.Add();
                NativeTensor[] grads = [.. tensors.Select(static p => p.Native.Grad).OfType<NativeTensor>()];
                double norm = double.IsPositiveInfinity(norm_type)
                    ? grads.Select(static g => g.ToDoubles().Select(Math.Abs).DefaultIfEmpty().Max()).DefaultIfEmpty().Max()
                    : Math.Pow(grads.Sum(g => g.ToDoubles().Sum(v => Math.Pow(Math.Abs(v), norm_type))), 1 / norm_type);
                double scale = Math.Min(1, max_norm / (norm + 1e-6));
                foreach (NativeTensor grad in scale < 1 ? grads : [])
                {
                    grad.Write(Array.ConvertAll(grad.ToDoubles(), v => v * scale));
                }

                return norm;
            }
        }
    }
}

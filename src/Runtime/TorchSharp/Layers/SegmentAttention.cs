using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Attention of patches to all patches of their own frame.</summary>
public static class SegmentAttention
{
    /// <summary>Turns queries and keys by the patches' places, attends within frames, and lays the heads side by side.</summary>
    /// <param name="projection">[patches, queries | keys | values].</param>
    /// <param name="heads">Attention heads.</param>
    /// <param name="pass">The pass, which knows the frames.</param>
    /// <returns>[patches, heads * head dimension].</returns>
    public static Tensor Attend(Tensor projection, int heads, ForwardPass pass)
    {
        PatchRows patches = pass.Patches ?? throw new InvalidOperationException("This pass has no patches.");
        long width = projection.shape[1] / 3;
        Tensor[] qkv = projection.view(1, pass.Tokens, 3, heads, width / heads).permute(2, 0, 3, 1, 4).unbind(0);
        (Tensor q, Tensor k, Tensor v) = (pass.Rotate(qkv[0]), pass.Rotate(qkv[1]), qkv[2]);
        List<Tensor> attended = [.. patches.Runs.Select(run => Attend(Frames(q, run), Frames(k, run), Frames(v, run)))];
        return (attended.Count == 1 ? attended[0] : cat(attended, dim: 0)).view(pass.Tokens, width);
    }

    /// <summary>[frames, heads, patches of a frame, head dimension] to [frames * patches of a frame, heads, head dimension].</summary>
    private static Tensor Attend(Tensor q, Tensor k, Tensor v) =>
        nn.functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(0, 1).contiguous();

    private static Tensor Frames(Tensor heads, FrameRows run) =>
        heads.squeeze(0).narrow(1, run.First, run.Frames * run.Patches).unflatten(1, [run.Frames, run.Patches]).transpose(0, 1);
}

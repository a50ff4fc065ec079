using System.Collections.Generic;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Tests;

/// <summary>Kernels, weights and buffers of <see cref="TinyModel"/>.</summary>
internal static class TinyModelDefinition
{
    public const int Vocabulary = 11;
    public const int Hidden = 5;
    public const int Embed = 0;
    public const int Sum = 1;
    public const int HeadLast = 2;
    public const int HeadRows = 3;
    private const int Stride = 8;

    private const string Weights = """
        layout(constant_id = 18) const uint FORMAT = 0;      // of binding 2
        const uint WEIGHT_FORMAT = FORMAT & 15u;
        vec2 widen(uint word) {
            return WEIGHT_FORMAT == 1 ? unpackHalf2x16(word) : vec2(uintBitsToFloat(word << 16), uintBitsToFloat(word & 0xffff0000u));
        }

        """;

    private const string Element = """
        float element(uint row, uint column) {
            uint i = row * 8 + column;
            if (WEIGHT_FORMAT == 0) { return uintBitsToFloat(w[i >> 2][i & 3]); }
            return widen(w[i >> 3][(i >> 1) & 3])[i & 1];
        }

        """;

    public static VulkanModelDefinition Create() => new(
        new ModelInfo("Tiny", "tiny", Vocabulary, 64, BeginningToken: null, EndTokens: [], PaddingToken: null),
        new WeightManifest(
            [
                WeightSlot.Of("embed", WeightKind.Matrix, "embed.weight", [Vocabulary, Hidden]),
                WeightSlot.Of("head", WeightKind.Matrix, "head.weight", [Vocabulary, Hidden]),
                WeightSlot.Of("bias", WeightKind.Vector, "head.bias", [Vocabulary]),
            ],
            []),
        [EmbedKernel, SumKernel, HeadKernel("HeadLast", windows: false), HeadKernel("HeadRows", windows: true)],
        [
            new ScratchDefinition("x", Slot: 0, ScratchUnit.Row, Stride * sizeof(float)),
            new ScratchDefinition("sums", Slot: 1, ScratchUnit.Row, Stride * sizeof(float)),
        ],
        [new RecurrentState("sum", [0], Heads: 1, ValueDim: 1, PaddedKeyDim: Stride)],
        RotaryEmbedding.Default(4, 10000f),
        Towers: [new TowerDefinition(new TowerInfo("text", Hidden, LayerCount: 1, [new ExitInfo("logits", Vocabulary)]), Residual: 0, AttentionGroups: 1)],
        Stored: WeightStorage.Float32)
    {
        ReadFractions = new Dictionary<int, double> { [0] = 1.0 / Vocabulary },
    };

    private static KernelDefinition EmbedKernel { get; } = new(
        "Embed",
        TestKernels.Prologue + Weights + """
        layout(set = 0, binding = 1, std430) readonly buffer Tokens { uint ids[]; };
        layout(set = 0, binding = 2, std430) readonly buffer W { uvec4 w[]; };
        layout(set = 0, binding = 3, std430) writeonly buffer X { float x[]; };
        """ + Element + """
        void main() {
            uint i = gl_GlobalInvocationID.x;
            uint row = i / 5;
            if (row < rows) {
                bool pad = sequences[row / tokens].past + row % tokens < sequences[row / tokens].first;
                x[row * 8 + i % 5] = pad ? 0.0 : element(ids[row], i % 5);
            }
        }
        """,
        KernelClass.Lane,
        [BindingAccess.Read, BindingAccess.Read, BindingAccess.Write],
        new GridAxis(Hidden, Extent.Rows, GridUnit.Lane),
        new GridAxis(1),
        new GridAxis(1));

    private static KernelDefinition SumKernel { get; } = new(
        "Sum",
        TestKernels.Prologue + """
        layout(set = 0, binding = 1, std430) readonly buffer X { float x[]; };
        layout(set = 0, binding = 2, std430) buffer State { float state[]; };
        layout(set = 0, binding = 3, std430) writeonly buffer Y { float y[]; };
        void main() {
            uint i = gl_GlobalInvocationID.x;
            if (i >= batch * 5) { return; }
            uint b = i / 5; uint h = i % 5;
            float sum = state[b * 8 + h];
            for (uint t = 0; t < tokens; t++) {
                sum += x[(b * tokens + t) * 8 + h];
                y[(b * tokens + t) * 8 + h] = sum;
            }
            state[b * 8 + h] = sum;
        }
        """,
        KernelClass.Lane,
        [BindingAccess.Read, BindingAccess.ReadWrite, BindingAccess.Write],
        new GridAxis(Hidden, Extent.Batch, GridUnit.Lane),
        new GridAxis(1),
        new GridAxis(1));

    private static KernelDefinition HeadKernel(string name, bool windows) => new(
        name,
        TestKernels.Prologue + Weights + """
        layout(set = 0, binding = 1, std430) readonly buffer X { float x[]; };
        layout(set = 0, binding = 2, std430) readonly buffer W { uvec4 w[]; };
        layout(set = 0, binding = 3, std430) readonly buffer B { float bias[]; };
        layout(set = 0, binding = 4, std430) writeonly buffer Y { float y[]; };
        """ + Element + """
        void main() {
            uint v = gl_GlobalInvocationID.x;
            uint outRow = gl_WorkGroupID.y;
            uint row = FROM;
            if (v >= 11 || LIMIT) { return; }
            float sum = bias[v];
            for (uint h = 0; h < 5; h++) { sum += element(v, h) * x[row * 8 + h]; }
            y[outRow * 16 + v] = sum;
        }
        """
            .Replace("FROM", windows ? "rowOffset + outRow" : "outRow * tokens + tokens - 1")
            .Replace("LIMIT", windows ? "row >= rows || outRow >= 64" : "outRow >= batch"),
        KernelClass.Lane,
        [BindingAccess.Read, BindingAccess.Read, BindingAccess.Read, BindingAccess.Write],
        new GridAxis(Vocabulary, Extent.One, GridUnit.Lane),
        new GridAxis(1, windows ? Extent.Rows : Extent.Batch),
        new GridAxis(1));
}

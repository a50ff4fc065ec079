using System;
using System.Collections.Generic;
using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>How many tensors live: a constant number from token to token, none after the model is gone.</summary>
public class TorchMemoryTests
{
    public static TheoryData<string> Cases => ["qwen3_dense", "qwen3_moe", "qwen3_moe_sliding", "qwen3_next", "qwen3_next_mixed"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Live_tensors_stay_as_many_and_go_with_the_model(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        long atFirst = Live;
        using (TorchModel model = CompiledModel.Load(golden.Config, golden.Folder, new TorchLoadOptions { MaxContext = 64, Device = TestDevice.Current }))
        {
            using (IModelSession session = model.CreateSession(new SessionOptions { BatchSize = 2 }))
            {
                float[] logits = new float[2 * model.Info.VocabularySize];
                session.Forward([3, 4, 5, 6, 7, 8, 9, 10], logits);
                session.Forward([3, 4], logits);
                List<long> counts = [];
                for (int step = 0; step < 10; step++)
                {
                    session.Forward([step, step + 1], logits);
                    counts.Add(Live);
                }

                Assert.All(counts, count => Assert.Equal(counts[0], count));
                session.Reset([0, 2]);
                session.Forward([3, 4, 5, 6, 7, 8, 9, 10], logits);
                session.Forward([3, 4], logits);
                Assert.Equal(counts[0], Live);
            }

            using torch.Tensor ids = torch.tensor(new long[] { 1, 2, 3, 4 }, [1, 4], device: TestDevice.Current);
            long before = Live;
            HeadOutput output = model.forward(ids, null, ids);
            output.Logits.Dispose();
            output.Loss!.Dispose();
            Assert.Equal(before, Live);
        }

        Assert.Equal(atFirst, Live);
    }

    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}

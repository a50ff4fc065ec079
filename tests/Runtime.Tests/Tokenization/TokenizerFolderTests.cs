using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime.Tests;

/// <summary>Every folder of texts and ids, here and in a process without cultures; and streams cut anywhere.</summary>
public class TokenizerFolderTests
{
    private const string Invariant = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    public static TheoryData<string> Folders => [.. TokenizerFolder.All];

    public static TheoryData<string, string> Features
    {
        get
        {
            TheoryData<string, string> features = [];
            foreach (TokenizerFeature feature in TokenizerFeature.All)
            {
                features.Add(feature.Folder, feature.Name);
            }

            return features;
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Ids_and_texts_are_those_of_the_library_that_models_are_trained_with(string folder)
    {
        HuggingFaceTokenizer tokenizer = TokenizerFolder.Load(folder);
        TokenizerCase[] cases = [.. TokenizerFolder.Cases(folder)];

        Assert.NotEmpty(cases);
        Assert.All(cases, item => item.Check(tokenizer));
    }

    [Theory]
    [MemberData(nameof(Features))]
    public void A_field_does_what_it_does_there(string folder, string name)
    {
        TokenizerFeature feature = TokenizerFeature.All.Single(feature => feature.Folder == folder && feature.Name == name);
        HuggingFaceTokenizer tokenizer = feature.Load();

        Assert.NotEmpty(feature.Cases);
        Assert.All(feature.Cases, item => item.Check(tokenizer));
    }

    /// <summary>.NET normalises nothing there and says nothing.</summary>
    [Fact]
    public void The_same_holds_in_globalization_invariant_mode()
    {
        if (Environment.GetEnvironmentVariable(Invariant) == "1")
        {
            Assert.Equal("e\u0301", "e\u0301".Normalize(NormalizationForm.FormC));
            return;
        }

        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["vstest", typeof(TokenizerFolderTests).Assembly.Location, $"--TestCaseFilter:FullyQualifiedName~{nameof(TokenizerFolderTests)}|FullyQualifiedName~{nameof(TokenizerGoldenTests)}"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[Invariant] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }

    [Fact]
    public void A_stream_cut_anywhere_gives_the_whole_text()
    {
        HuggingFaceTokenizer tokenizer = Qwen3Tokenizer.Instance;
        Random random = new(1);
        foreach (TokenizerCase item in TokenizerCase.ReadFile("tokenizer_qwen3", "cases.json"))
        {
            // Bytes of several texts in turn, as a stream may have them.
            int[] ids = [.. item.Ids.OrderBy(_ => random.Next())];
            ITextStreamDecoder decoder = tokenizer.CreateStreamDecoder(skipSpecialTokens: true);
            Assert.Equal(tokenizer.Decode(ids, skipSpecialTokens: true), string.Concat([.. ids.Select(decoder.Add), decoder.Flush()]));
        }
    }

    /// <summary>On characters of Unicode 9, which no later version changes, the forms are .NET's, where it has cultures.</summary>
    [Fact]
    public void The_four_forms_are_Unicodes()
    {
        if (Environment.GetEnvironmentVariable(Invariant) == "1" || CultureInfo.GetCultureInfo("de").EnglishName == "de")
        {
            return;
        }

        int[] marked = [.. UnicodeData.Instance.NotAlwaysComposed.Concat(UnicodeData.Instance.NotAlwaysDecomposed).Concat(UnicodeData.Instance.Compatible).Distinct()];
        Assert.All(marked, static code => Check(char.ConvertFromUtf32(code)));
        Random random = new(2);
        for (int i = 0; i < 30_000; i++)
        {
            Check(string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Character(marked, random))));
        }
    }

    private static string Character(int[] marked, Random random) => random.Next(4) switch
    {
        0 => ((char)random.Next('A', 'z')).ToString(),
        1 => char.ConvertFromUtf32(random.Next(0xAC00, 0xD7A4)),
        _ => char.ConvertFromUtf32(marked[random.Next(marked.Length)]),
    };

    private static void Check(string text)
    {
        Assert.Equal(text.Normalize(NormalizationForm.FormC), UnicodeForm.C.Normalize(text));
        Assert.Equal(text.Normalize(NormalizationForm.FormD), UnicodeForm.D.Normalize(text));
        Assert.Equal(text.Normalize(NormalizationForm.FormKC), UnicodeForm.KC.Normalize(text));
        Assert.Equal(text.Normalize(NormalizationForm.FormKD), UnicodeForm.KD.Normalize(text));
    }
}

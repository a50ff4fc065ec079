using System;
using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>Damaged files: whatever the damage, there is a value or a syntax error inside the text, and the binder answers too.</summary>
public sealed class JsonReaderFuzzTests
{
    private const int Rounds = 400;
    private const string Alphabet = "{}[]\",:\\ \n0123456789.-+eEtfnNIu/'aé\0";

    public static TheoryData<string> Configs => [.. TestFiles.GoldenConfigs.Concat(TestFiles.FullSizeConfigs).Select(static f => System.IO.Path.GetRelativePath(TestFiles.Root, f))];

    [Theory]
    [MemberData(nameof(Configs))]
    public void Every_cut_is_a_syntax_error_or_a_value(string file)
    {
        string text = System.IO.File.ReadAllText(System.IO.Path.Combine(TestFiles.Root, file)).TrimEnd();
        for (int length = 0; length < text.Length; length++)
        {
            Assert.IsType<JsonReadResult.Refused>(Checked(text[..length])); // an object without its end is never whole
            Checked(text[length..]);
        }
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void Random_damage_gives_a_value_or_a_syntax_error_and_the_binder_never_throws(string file)
    {
        string text = System.IO.File.ReadAllText(System.IO.Path.Combine(TestFiles.Root, file));
        Random random = new(20261121);
        for (int round = 0; round < Rounds; round++)
        {
            char[] damaged = text.ToCharArray();
            for (int hits = random.Next(1, 4); hits > 0; hits--)
            {
                damaged[random.Next(damaged.Length)] = Alphabet[random.Next(Alphabet.Length)];
            }

            int start = random.Next(2) == 0 ? 0 : random.Next(damaged.Length);
            string candidate = new(damaged, start, damaged.Length - start);
            Checked(candidate);
            BindResult result = ConfigBinder.Bind(candidate);
            Assert.Equal(result.Spec is null, result.Messages.Any(static m => MessageCatalog.Of(m.Id).Severity == MessageSeverity.Error));
        }
    }

    private static JsonReadResult Checked(string text)
    {
        JsonReadResult result = JsonReader.Read(text);
        if (result is JsonReadResult.Refused { Span: var span, Words: var words })
        {
            Assert.InRange(span.Start, 0, text.Length);
            Assert.InRange(span.Start + span.Length, span.Start, text.Length);
            Assert.NotEmpty(words);
        }

        return result;
    }
}

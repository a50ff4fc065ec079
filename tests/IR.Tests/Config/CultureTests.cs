using System.Globalization;

namespace Modelwright.IR.Tests;

/// <summary>A decimal comma and a strange minus sign on the developer's machine change nothing.</summary>
public sealed class CultureTests
{
    [Fact]
    public void Specs_and_messages_are_the_same_in_every_culture()
    {
        const string Strange = "\"rms_norm_eps\": 0.25, \"head_dim\": -8, \"rope_scaling\": { \"type\": \"yarn\", \"factor\": 0.5, \"beta_fast\": 0.5 }, \"İD\": 1.5";
        CultureInfo before = CultureInfo.CurrentCulture;
        string[] messages = Binding.Of("qwen3", Strange).Messages;
        ModelSpec spec = Binding.Of(TestFiles.Golden("qwen3_moe_longrope")).Spec;
        CultureInfo culture = (CultureInfo)CultureInfo.GetCultureInfo("tr-TR").Clone();
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = culture;

            Assert.Equal(messages, Binding.Of("qwen3", Strange).Messages);
            Assert.Equal(spec, Binding.Of(TestFiles.Golden("qwen3_moe_longrope")).Spec);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

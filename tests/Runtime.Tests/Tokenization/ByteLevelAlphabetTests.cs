namespace Modelwright.Runtime.Tests;

/// <summary>GPT-2's <c>bytes_to_unicode</c>: printable Latin-1 characters are themselves, the others follow each other from U+0100 on.</summary>
public class ByteLevelAlphabetTests
{
    [Theory]
    [InlineData(0x00, '\u0100')]
    [InlineData(0x20, '\u0120')]
    [InlineData(0x21, '!')]
    [InlineData(0x7E, '~')]
    [InlineData(0x7F, '\u0121')]
    [InlineData(0x80, '\u0122')]
    [InlineData(0xA0, '\u0142')]
    [InlineData(0xA1, '\u00A1')]
    [InlineData(0xAC, '\u00AC')]
    [InlineData(0xAD, '\u0143')]
    [InlineData(0xAE, '\u00AE')]
    [InlineData(0xFF, '\u00FF')]
    public void Each_byte_has_a_character(byte value, char spelled)
    {
        Assert.Equal(spelled, ByteLevelAlphabet.Spell(value));
        Assert.Equal([value], ByteLevelAlphabet.Decode(spelled.ToString()));
    }

    [Fact]
    public void What_is_not_of_the_alphabet_is_its_own_UTF8() => Assert.Equal("!\u0144"u8.ToArray(), ByteLevelAlphabet.Decode("!\u0144"));
}

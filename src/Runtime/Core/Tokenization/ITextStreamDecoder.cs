namespace Modelwright.Runtime;

/// <summary>Decodes tokens as they come, without ever cutting a character: bytes of an unfinished one wait for the next token. Not thread-safe.</summary>
public interface ITextStreamDecoder
{
    /// <summary>The text that a further token completes; often empty in the middle of a character.</summary>
    string Add(int token);

    /// <summary>What is left when no token follows: U+FFFD for an unfinished character, else nothing. The decoder is as new afterwards.</summary>
    string Flush();
}

namespace Silk.NET.Core.Native;

/// <summary>How native text is encoded; the numbers are those of <c>UnmanagedType</c>.</summary>
public enum NativeStringEncoding
{
    LPStr = 20,
    Ansi = LPStr,
    LPUTF8Str = 48,
    UTF8 = LPUTF8Str,
}

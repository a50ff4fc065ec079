using System;

namespace Silk.NET.Core.Loader;

/// <summary>A native library lacks a function that was called.</summary>
public class SymbolLoadingException : Exception
{
    public SymbolLoadingException(string symbol)
        : base("Native symbol not found (Symbol: " + symbol + ")")
    {
    }
}

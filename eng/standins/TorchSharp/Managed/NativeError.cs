using System.Runtime.InteropServices;

namespace TorchSharp.Managed;

/// <summary>What the genuine library throws where libtorch refuses: an <see cref="ExternalException"/> with libtorch's words.</summary>
internal static class NativeError
{
    public static ExternalException Of(string message) => new(message);
}

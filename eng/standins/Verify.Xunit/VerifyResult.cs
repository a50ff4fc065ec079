namespace VerifyTests;

/// <summary>Says that everything stood as it was verified.</summary>
public class VerifyResult
{
    internal VerifyResult()
    {
    }
}

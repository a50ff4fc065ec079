using System;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace VerifyTests;

/// <summary>Finds the test that asked for a verification: the nearest method on the stack that xunit would run.</summary>
internal static class TestMethod
{
    private const BindingFlags Anywhere =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <exception cref="InvalidOperationException">No test is running on this stack.</exception>
    public static MethodInfo Find()
    {
        foreach (StackFrame frame in new StackTrace(skipFrames: 1).GetFrames())
        {
            if (frame.GetMethod() is MethodInfo method && Written(method) is MethodInfo written && IsTest(written))
            {
                return written;
            }
        }

        throw new InvalidOperationException("Verify was called outside of a test: no method on the stack has [Fact] or [Theory].");
    }

    /// <summary>An async method runs as the MoveNext of a nested type that it names; this is the method as it was written.</summary>
    private static MethodInfo? Written(MethodInfo method)
    {
        Type? machine = method.DeclaringType;
        return machine?.DeclaringType is Type owner && typeof(IAsyncStateMachine).IsAssignableFrom(machine)
            ? owner.GetMethods(Anywhere).FirstOrDefault(m => m.GetCustomAttribute<AsyncStateMachineAttribute>()?.StateMachineType == machine)
            : method;
    }

    private static bool IsTest(MethodInfo method) =>
        method.GetCustomAttributes(inherit: true).Any(attribute => Derives(attribute.GetType(), "Xunit.FactAttribute"));

    // By name, so that this assembly needs no version of xunit.
    private static bool Derives(Type? type, string baseName) =>
        type is not null && (type.FullName == baseName || Derives(type.BaseType, baseName));
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Modelwright.Mutation.Worker;

/// <summary>The tests of an assembly, run in this process, one after the other.</summary>
internal sealed class TestRunner : IDisposable
{
    private readonly XunitTestFramework _framework = new(new Silence());
    private readonly ITestFrameworkExecutor _executor;
    private readonly IXunitTestCase[] _cases;

    public TestRunner(Assembly assembly, Regex asked, Regex leftOut)
    {
        using Discovery found = new();
        using ITestFrameworkDiscoverer discoverer = _framework.GetDiscoverer(Reflector.Wrap(assembly));
        discoverer.Find(includeSourceInformation: false, found, new Options());
        found.Done.WaitOne();
        _cases =
        [
            .. found.Cases.Where(test => asked.IsMatch(test.DisplayName) && !leftOut.IsMatch(test.DisplayName))
                .OrderBy(static test => test.DisplayName, StringComparer.Ordinal).ThenBy(static test => test.UniqueID, StringComparer.Ordinal),
        ];
        _executor = _framework.GetExecutor(assembly.GetName());
    }

    public IEnumerable<(string Id, string Name)> Cases => _cases.Select(static test => (test.UniqueID, test.DisplayName));

    /// <summary>Runs tests until one fails.</summary>
    public TestResult Run(int[] indices)
    {
        using Results results = new();
        _executor.RunTests(indices.Select(i => _cases[i]), results, new Options());
        results.Done.WaitOne();
        string? failure = results.Failure ?? (results.Count == 0 ? "no test was run" : null);
        return new TestResult(results.Failed is IXunitTestCase failed ? Array.IndexOf(_cases, failed) : indices[0], failure);
    }

    public void Dispose()
    {
        _executor.Dispose();
        _framework.Dispose();
    }

    private sealed class Silence : IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => true;
    }

    private sealed class Discovery : IMessageSink, IDisposable
    {
        public List<IXunitTestCase> Cases { get; } = [];

        public ManualResetEvent Done { get; } = new(initialState: false);

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestCaseDiscoveryMessage found:
                    Cases.Add((IXunitTestCase)found.TestCase);
                    break;
                case IDiscoveryCompleteMessage:
                    Done.Set();
                    break;
            }

            return true;
        }

        public void Dispose() => Done.Dispose();
    }

    private sealed class Results : IMessageSink, IDisposable
    {
        public ManualResetEvent Done { get; } = new(initialState: false);

        public int Count { get; private set; }

        public ITestCase? Failed { get; private set; }

        public string? Failure { get; private set; }

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestPassed or ITestSkipped:
                    Count++;
                    break;
                case ITestFailed failed:
                    Count++;
                    Fail(failed.TestCase, failed);
                    break;
                // What fails around a test: its class, its collection, what it cleans up.
                case IErrorMessage error:
                    Fail(error.TestCases.FirstOrDefault(), error);
                    break;
                case ITestCaseCleanupFailure or ITestClassCleanupFailure or ITestCollectionCleanupFailure or ITestMethodCleanupFailure or ITestCleanupFailure:
                    Fail(((IExecutionMessage)message).TestCases.FirstOrDefault(), (IFailureInformation)message);
                    break;
                case ITestAssemblyFinished:
                    Done.Set();
                    break;
            }

            return Failure is null;
        }

        public void Dispose() => Done.Dispose();

        private void Fail(ITestCase? test, IFailureInformation why)
        {
            Failed ??= test;
            Failure ??= $"{why.ExceptionTypes.FirstOrDefault()}: {why.Messages.FirstOrDefault()}";
        }
    }

    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object> _values = new()
        {
            ["xunit.discovery.PreEnumerateTheories"] = true,
            ["xunit.discovery.SynchronousMessageReporting"] = true,
            ["xunit.execution.DisableParallelization"] = true,
            ["xunit.execution.StopOnTestFail"] = true,
            ["xunit.execution.SynchronousMessageReporting"] = true,
        };

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out object? value) ? (TValue)value : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value!;
    }
}

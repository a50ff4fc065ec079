using System;
using System.IO;
using System.Threading;
using Modelwright.Runtime;
using ModelApp;

if (args.Length is < 1 or > 2)
{
    Console.Error.WriteLine("Usage: ModelApp <checkpoint folder> [<prompt>]   (README.md says where checkpoints come from)");
    return 2;
}

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

try
{
    using Qwen3 model = Qwen3.Load(args[0], new() { MaxContext = 4096 });
    await foreach (string piece in model.GenerateTextAsync(args.Length > 1 ? args[1] : "Once upon a time", new() { MaxTokens = 200 }, stop.Token))
    {
        Console.Write(piece);
    }

    Console.WriteLine();
    return 0;
}
catch (ModelwrightException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
catch (OperationCanceledException)
{
    return 130;
}

using System;
using System.CommandLine;
using System.IO;
using Modelwright.Runtime;
using Samples.Training;

namespace Samples;

/// <summary>The options of the program.</summary>
internal sealed class CommandLine
{
    private readonly Option<string?> _model = new("--model") { Description = "Folder of a checkpoint. ./build.sh sample chat --model <folder> compiles the class from its config.json first. Default: the sample's own small model" };
    private readonly Option<string> _backend = new("--backend") { Description = "cpu, vulkan, auto (the first that works) or torch; cpu needs nothing installed", DefaultValueFactory = static _ => "cpu" };
    private readonly Option<string?> _device = new("--device") { Description = "vulkan: number of a device, or part of its name; torch: cpu, cuda or cuda:1" };
    private readonly Option<int> _context = new("--context") { Description = "Tokens that a conversation can have. Default: as many as the model allows, up to 4096" };
    private readonly Option<WeightStorage> _storage = new("--storage") { Description = "Format of the matrices", DefaultValueFactory = static _ => WeightStorage.AsStored };
    private readonly Option<string?> _system = new("--system") { Description = "The system message" };
    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "Tokens of an answer at most. Default: until the model ends it" };
    private readonly Option<float?> _temperature = new("--temperature") { Description = "0 takes the likeliest token always" };
    private readonly Option<long?> _seed = new("--seed") { Description = "The same seed gives the same answers" };
    private readonly Option<bool> _noThinking = new("--no-thinking") { Description = "Ask for answers without a thought before them" };
    private readonly Option<bool> _noTools = new("--no-tools") { Description = "Do not offer the model the tool that tells the time" };

    private readonly Option<string> _from = new("--from") { Description = "The Shakespeare checkpoint to start from", DefaultValueFactory = static _ => "samples/Shakespeare/model" };
    private readonly Option<string> _beside = new("--config") { Description = "Folder of a chat model: its tokenizer and template are taken, its weights are forgotten", DefaultValueFactory = static _ => "samples/Chat/model" };
    private readonly Option<string> _output = new("--output") { Description = "The folder to save the model in", DefaultValueFactory = static _ => "samples/Chat/model" };
    private readonly Option<int> _steps = new("--steps") { Description = "Batches to learn from", DefaultValueFactory = static _ => 1500 };
    private readonly Option<int> _batch = new("--batch-tokens") { Description = "Tokens in a batch, about", DefaultValueFactory = static _ => 2000 };
    private readonly Option<double> _rate = new("--learning-rate") { Description = "The largest learning rate", DefaultValueFactory = static _ => 0.001 };
    private readonly Option<int> _lessonSeed = new("--seed") { Description = "Of the lessons", DefaultValueFactory = static _ => 1 };

    public CommandLine()
    {
        _backend.AcceptOnlyFromAmong("cpu", "vulkan", "auto", "torch");
        Train = new Command("train", "Makes the sample's own model: teaches the Shakespeare checkpoint to answer in Qwen3's format, on the TorchSharp backend; half an hour on a core.")
        {
            _from, _beside, _output, _steps, _batch, _rate, _lessonSeed,
        };
        Root = new RootCommand("A chat in the terminal, with a model that was compiled from its config.json. /help within it lists what can be typed; Ctrl+C stops an answer.")
        {
            _model, _backend, _device, _context, _storage, _system, _maxTokens, _temperature, _seed, _noThinking, _noTools, Train,
        };
    }

    public RootCommand Root { get; }

    public Command Train { get; }

    public ChatSettings ReadChat(ParseResult result) => new(
        result.GetValue(_model) ?? Path.Combine(AppContext.BaseDirectory, "model"),
        result.GetValue(_backend)!,
        result.GetValue(_device),
        result.GetValue(_context),
        result.GetValue(_storage),
        new TalkSettings(
            result.GetValue(_system), result.GetValue(_maxTokens), result.GetValue(_temperature), result.GetValue(_seed), !result.GetValue(_noThinking), !result.GetValue(_noTools)));

    public TrainingSettings ReadTraining(ParseResult result) => new(
        result.GetValue(_from)!, result.GetValue(_beside)!, result.GetValue(_output)!, result.GetValue(_steps), result.GetValue(_batch), result.GetValue(_rate), result.GetValue(_lessonSeed));
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// Number, title, wording and severity of every <see cref="MessageId"/>. MW0: project; MW1: one value; MW2: two values that
/// contradict each other; MW3: not supported; MW4: warnings; MW5: chat templates; MW6: off until asked for; MW9: our fault. A number is never given a second meaning; MW1006 was one.
/// </summary>
internal static class MessageCatalog
{
    public static readonly IReadOnlyList<MessageDescription> All =
    [
        Error(MessageId.ConfigUnreadable, "MW0001", "A config cannot be read", "'{0}' cannot be read: {1}"),
        Error(MessageId.InvalidClassName, "MW0002", "A class name is not a C# identifier", "'{0}' cannot be the name of a class"),
        Error(MessageId.InvalidNamespace, "MW0003", "A namespace is not valid C#", "'{0}' cannot be a namespace"),
        Error(MessageId.UnknownBackend, "MW0004", "A backend is not known", "'{0}' is not a backend; there are {1}"),
        Error(MessageId.DuplicateClass, "MW0005", "Two configs ask for the same class", "The class '{0}' is already generated from '{1}'"),
        Error(MessageId.ConfigNotFound, "MW0006", "A config is not part of the project", "No additional file of the project matches '{0}'"),
        Error(MessageId.UnsuitableClass, "MW0007", "A class cannot be completed", "The class '{0}' must be {1}"),
        Error(MessageId.ReservedClassName, "MW0008", "A class name is used within the class", "A generated class cannot be called '{0}', because its own code uses that name; choose another"),
        Error(MessageId.KernelsNotKept, "MW0009", "Compiled kernels cannot be kept", "Kernels cannot be compiled while building: {0}"),
        Error(MessageId.UnknownHead, "MW0010", "A head does not exist", "'{1}' is no head of the model type '{2}'; there are {3}"),
        Error(MessageId.MemoryOverLimit, "MW0011", "A model takes more memory than it may", "The model takes {0} MiB, {1} of them for weights and {2} for {3} of {4} tokens; 'MaxVramMiB' allows {5}", MessagePlace.Start),
        Error(MessageId.UnusableNumber, "MW0012", "A number of the project cannot be used", "'{0}' is '{1}'; it must be a whole number of at least 1"),
        Error(MessageId.StagesNotKept, "MW0013", "What ModelwrightDump asks for cannot be written", "The compiler's stages cannot be written: {0}"),
        Error(MessageId.UnknownStorage, "MW0014", "A storage format is not known", "'{0}' is not a storage format; there are {1}"),
        Error(MessageId.StorageNotOfBackend, "MW0015", "A backend does not have the storage format", "The backend '{0}' does not compute with '{1}'; it has {2}"),
        Error(MessageId.NumberTooLarge, "MW0016", "A number of the project is too large", "'{0}' is {1}; the Vulkan kernels take at most {2}"),
        Error(MessageId.UnknownAccessibility, "MW0017", "An accessibility is not known", "'{0}' is not an accessibility that a generated class can have; there are public and internal"),
        Error(MessageId.UnclearSwitch, "MW0018", "A switch of the project is neither on nor off", "'{0}' is '{1}'; it must be true or false"),

        Error(MessageId.SyntaxError, "MW1001", "The file is not JSON", "The file is not valid JSON: {0}"),
        Error(MessageId.MissingKey, "MW1002", "A key is missing", "'{0}' is missing; it must be {1}", MessagePlace.Start),
        Error(MessageId.WrongType, "MW1003", "A value has the wrong type", "'{0}' is {1}; it must be {2}"),
        Error(MessageId.OutOfRange, "MW1004", "A number is out of range", "'{0}' is {1}; it must be at least {2} and at most {3}"),
        Error(MessageId.UnknownValue, "MW1005", "A value is not known", "'{0}' is {1}; it must be one of {2}"),
        Error(MessageId.NotAnObject, "MW1007", "The file holds no object", "The file holds {0}; a config is a JSON object", MessagePlace.Start),

        Error(MessageId.NotAMultiple, "MW2001", "Two counts do not divide", "'{0}' is {1}, which is not a multiple of '{2}' ({3})"),
        Error(MessageId.MoreThanExist, "MW2002", "More are chosen than exist", "'{0}' is {1}, but '{2}' is only {3}"),
        Error(MessageId.WrongLength, "MW2003", "A list has the wrong length", "'{0}' has {1} entries; it must have {2} ({3})"),
        Error(MessageId.SlidingWithoutWindow, "MW2004", "A layer slides without a window", "'{0}' lets layer {1} slide, but there is no window: 'use_sliding_window' must be true and 'sliding_window' a number"),
        Error(MessageId.UnsuitableRotaryDim, "MW2005", "The rotary dimensions do not pair", "{0} dimensions of a head turn ({1}); it must be an even number, {2} or more, and at most the head"),
        Error(MessageId.PartialRotaryUnusable, "MW2006", "Partial rotation is not possible here", "'{0}' is {1}, but heads of this model type turn as a whole, so rope type '{2}' cannot use it"),
        Error(MessageId.PaddingOutsideVocabulary, "MW2007", "The padding token is not in the vocabulary", "'{0}' is {1}; the vocabulary ends at {2} ('vocab_size'), and Hugging Face cannot build the embedding"),
        Error(MessageId.NotGreater, "MW2008", "Two bounds are in the wrong order", "'{0}' is {1}; it must be greater than '{2}' ({3})"),
        Error(MessageId.OddHeadDim, "MW2009", "A head has an odd size", "'head_dim' is {0}; it must be even, because its halves turn in pairs"),
        Error(MessageId.TooWideTogether, "MW2010", "Sizes are too wide together", "'{0}' is {1} and '{2}' is {3}, so a row has {4} numbers; it must have at most {5}"),
        Error(MessageId.MustBeEqual, "MW2011", "Two widths differ", "'{0}' is {1}; it must be equal to '{2}' ({3})"),
        Error(MessageId.UnsuitableVisionHead, "MW2012", "A head of the vision tower cannot turn by rows and columns", "'{0}' is {1} and '{2}' is {3}, so a head has {4} dimensions; it must be a multiple of 4, because rows and columns turn half of it each, in pairs"),
        Error(MessageId.NotASquare, "MW2013", "A table of positions is not square", "'{0}' is {1}; it must be a square number, because the table has as many rows as columns"),
        Error(MessageId.BlockOutsideTower, "MW2014", "A block of the vision tower does not exist", "'{0}' is {1}; the blocks are 0 to {2}"),
        Error(MessageId.StandsTwice, "MW2015", "An entry stands twice", "'{0}' is {1}, which the list already has"),
        Error(MessageId.MediaTokenOutsideVocabulary, "MW2016", "A token for pictures is not in the vocabulary", "'{0}' is {1}; the vocabulary ends at {2} ('vocab_size'), so no prompt could hold a picture or a clip"),
        Error(MessageId.MediaTokensAlike, "MW2017", "Two tokens for pictures are the same", "'{0}' is {1}, and so is '{2}'; a prompt could not tell what it holds"),

        Error(MessageId.UnsupportedModelType, "MW3001", "The model type is not supported", "The model type {0} is not supported yet; supported are {1}"),
        Error(MessageId.UnsupportedArchitecture, "MW3002", "The architecture is not supported", "The architecture {0} is not supported yet; supported for this model type is {1}"),
        Error(MessageId.UnsupportedRopeType, "MW3003", "The rope type is not supported", "The rope type {0} is not supported; supported are {1}"),
        Error(MessageId.QuantizedCheckpoint, "MW3004", "The checkpoint is quantized", "'{0}' asks for weights quantized by {1}, which are not read; read are fp8, gptq, awq and compressed-tensors, and plain float32, float16 or bfloat16", MessagePlace.Name),
        Error(MessageId.UnsupportedLayerType, "MW3005", "A layer type is not supported", "'{0}' is {1}; layers of {2} are {3}"),
        Error(MessageId.RopePerLayerType, "MW3006", "Rope parameters per layer type are not supported", "'{0}' holds parameters for each layer type; models of this type have one set for all layers", MessagePlace.Name),
        Error(MessageId.UnsupportedSetting, "MW3007", "A setting is not supported", "'{0}' is {1}; only {2} is supported"),

        Warning(MessageId.UnknownKey, "MW4001", "A key is not known", "'{0}' is not a known key and has no effect", MessagePlace.Name),
        Warning(MessageId.MisspelledKey, "MW4002", "A key is probably misspelled", "'{0}' is not a known key and has no effect; did you mean '{1}'?", MessagePlace.Name),
        Warning(MessageId.DuplicateKey, "MW4003", "A key stands twice", "'{0}' stands more than once in this object; the last one counts ({1})", MessagePlace.Name),
        Warning(MessageId.IgnoredKey, "MW4004", "A key has no effect", "'{0}' is {1} and has no effect: {2}", MessagePlace.Name),
        Warning(MessageId.OverriddenKey, "MW4005", "A key is overridden", "'{0}' ({1}) has no effect, because '{2}' ({3}) takes its place", MessagePlace.Name),
        Warning(MessageId.UnusualValue, "MW4006", "A value is unusual", "'{0}' is {1}; usual is {2}"),
        Warning(MessageId.TokenOutsideVocabulary, "MW4007", "A special token is not in the vocabulary", "'{0}' is {1}; a token is at least 0 and below {2} ('vocab_size'), so it can never occur"),
        Warning(MessageId.LayerOutsideModel, "MW4008", "A layer does not exist", "'{0}' is {1}; the layers are 0 to {2}, so the entry has no effect"),
        Warning(MessageId.ArchitectureOfOtherFamily, "MW4009", "Architecture and model type differ", "The architecture {0} belongs to model type '{1}'; 'model_type' is '{2}' and decides"),
        Warning(MessageId.SectionsDoNotAddUp, "MW4010", "Sections of rotary embedding do not add up", "'{0}' adds up to {1}, but a head turns by {2} frequencies ({3} dimensions): what is beyond them is cut, and what no section names turns by the time"),
        Warning(MessageId.ContextBeyondModel, "MW4011", "The project's context is longer than the model's", "'MaxContext' is {0}, but the model was made for {1} positions ('max_position_embeddings'); it was not trained on what lies beyond them", MessagePlace.Start),
        Warning(MessageId.BufferOverLimit, "MW4012", "A buffer is larger than Vulkan promises", "The buffer '{0}' takes {1} MiB in a session of {2} sequences and cannot be cut; Vulkan promises 128 MiB (maxStorageBufferRange), and a device that has no more refuses the session", MessagePlace.Start),

        Error(MessageId.ChatTemplateUnreadable, "MW5001", "A file's chat template cannot be read", "The chat template in '{0}' cannot be read: {1}"),
        Error(MessageId.ChatTemplateSyntax, "MW5002", "A chat template is not valid", "The chat template is not valid: {0}"),
        Error(MessageId.ChatTemplateUnknownName, "MW5003", "A chat template uses what does not exist", "Chat templates have no {0} '{1}'"),
        Warning(MessageId.ChatTemplateRefusedMethod, "MW5004", "A chat template changes a value", "'{0}' changes a value, which the sandbox of chat templates refuses: rendering fails where it is reached"),
        Warning(MessageId.ChatTemplateUnknownVariable, "MW5005", "A chat template's variable is not known", "'{0}' is neither set nor given to chat templates; it is empty unless the program passes it"),

        Information(MessageId.KeyWithoutEffect, "MW6001", "A key is ignored", "'{0}' has no effect: {1}", MessagePlace.Name),
        Information(MessageId.BoundInWindows, "MW6002", "A weight or a state is larger than Vulkan promises", "Weights or states larger than the 128 MiB that Vulkan promises for a binding (maxStorageBufferRange): {0}, the largest '{1}' with {2} MiB; a device that has no more takes them in windows, with a dispatch for each", MessagePlace.Start),
        Information(MessageId.KeyByDefault, "MW6003", "A key is left to its default", "'{0}' is not in the config; Hugging Face's default counts, {1}", MessagePlace.Start),

        Error(MessageId.InternalError, "MW9001", "The compiler failed", "The compiler failed in '{0}': {1}. This is a defect of Modelwright, not of the config", MessagePlace.Start),
        Error(MessageId.KernelRefused, "MW9002", "A kernel was refused", "The kernel '{0}' was refused: {1}. Either the shader compiler is too old for Vulkan 1.2, or this is a defect of Modelwright"),
    ];

    public static MessageDescription Of(MessageId id) => All.FirstOrDefault(d => d.Id == id) ?? throw new InvalidOperationException($"no message {id}");

    private static MessageDescription Error(MessageId id, string code, string title, string format, MessagePlace place = MessagePlace.Value) =>
        new(id, code, title, format, MessageSeverity.Error, place);

    private static MessageDescription Information(MessageId id, string code, string title, string format, MessagePlace place) =>
        new(id, code, title, format, MessageSeverity.Information, place);

    private static MessageDescription Warning(MessageId id, string code, string title, string format, MessagePlace place = MessagePlace.Value) =>
        new(id, code, title, format, MessageSeverity.Warning, place);
}

namespace Modelwright.IR;

/// <summary>
/// Every message of the compiler. Numbers, words and severities are in <see cref="MessageCatalog"/>; causes and cures in
/// <c>docs/diagnostics.md</c>. The comments here list the arguments, by position. A key is named with its path: <c>rope_scaling.factor</c>.
/// </summary>
internal enum MessageId
{
    // MW0xxx: the project and its metadata (reported by the generator).

    /// <summary>0: the file's path; 1: why.</summary>
    ConfigUnreadable,

    /// <summary>0: the name asked for.</summary>
    InvalidClassName,

    /// <summary>0: the namespace asked for.</summary>
    InvalidNamespace,

    /// <summary>0: the backend asked for; 1: the ones there are.</summary>
    UnknownBackend,

    /// <summary>0: the full class name; 1: the other file that asks for it.</summary>
    DuplicateClass,

    /// <summary>0: the path in the attribute.</summary>
    ConfigNotFound,

    /// <summary>0: the class; 1: what it must be (partial, not nested, not generic).</summary>
    UnsuitableClass,

    /// <summary>0: the name asked for.</summary>
    ReservedClassName,

    /// <summary>0: <c>architectures</c>, in whose place it stands; 1: the head asked for; 2: the model type; 3: the heads it has.</summary>
    UnknownHead,

    /// <summary>0: what the file system said.</summary>
    KernelsNotKept,

    /// <summary>0: what the file system said.</summary>
    StagesNotKept,

    /// <summary>0: MiB of all; 1: MiB of weights; 2: MiB of states; 3: the sequences; 4: the context; 5: MiB allowed.</summary>
    MemoryOverLimit,

    /// <summary>0: the format asked for; 1: the ones there are.</summary>
    UnknownStorage,

    /// <summary>0: the backend; 1: the format asked for; 2: the ones it has.</summary>
    StorageNotOfBackend,

    /// <summary>0: its name; 1: the number; 2: the most it may be.</summary>
    NumberTooLarge,

    /// <summary>0: what was asked for.</summary>
    UnknownAccessibility,

    /// <summary>0: its name; 1: what it is. Reported by the package's targets.</summary>
    UnclearSwitch,

    /// <summary>0: the metadata; 1: what it says.</summary>
    UnusableNumber,

    // MW1xxx: one value.

    /// <summary>0: what is wrong.</summary>
    SyntaxError,

    /// <summary>0: the key; 1: what it must hold.</summary>
    MissingKey,

    /// <summary>0: the key; 1: the value found; 2: what it must be.</summary>
    WrongType,

    /// <summary>0: the key; 1: the value found; 2: the least; 3: the most.</summary>
    OutOfRange,

    /// <summary>0: the key; 1: the value found; 2: the values there are.</summary>
    UnknownValue,

    /// <summary>0: what the file holds.</summary>
    NotAnObject,

    // MW2xxx: two values that cannot both be true.

    /// <summary>0: the key; 1: its value; 2: the key it must be a multiple of; 3: that one's value.</summary>
    NotAMultiple,

    /// <summary>0: the key; 1: its value; 2: the key of the count; 3: the count.</summary>
    MoreThanExist,

    /// <summary>0: the key; 1: its length; 2: the length wanted; 3: why that.</summary>
    WrongLength,

    /// <summary>0: the key; 1: the first layer that slides.</summary>
    SlidingWithoutWindow,

    /// <summary>0: the number of dimensions; 1: how it came about; 2: the least.</summary>
    UnsuitableRotaryDim,

    /// <summary>0: the key; 1: the value; 2: the rope type.</summary>
    PartialRotaryUnusable,

    /// <summary>0: the key; 1: its value; 2: the size of the vocabulary.</summary>
    PaddingOutsideVocabulary,

    /// <summary>0: the key; 1: its value; 2: the key it must exceed; 3: that one's value.</summary>
    NotGreater,

    /// <summary>0: the value of the head size.</summary>
    OddHeadDim,

    /// <summary>0: the key of a count; 1: its value; 2: the key of a size; 3: its value; 4: the most of their product.</summary>
    TooWideTogether,

    /// <summary>0: the key; 1: its value; 2: the key it must equal; 3: that one's value.</summary>
    MustBeEqual,

    /// <summary>0: the key of the width; 1: its value; 2: the key of the heads; 3: their number; 4: the size of a head.</summary>
    UnsuitableVisionHead,

    /// <summary>0: the key; 1: its value.</summary>
    NotASquare,

    /// <summary>0: the key or item; 1: the block; 2: the last block there is.</summary>
    BlockOutsideTower,

    /// <summary>0: the item; 1: its value.</summary>
    StandsTwice,

    /// <summary>0: the key; 1: the token; 2: the size of the vocabulary.</summary>
    MediaTokenOutsideVocabulary,

    /// <summary>0: the key; 1: the token; 2: the other key.</summary>
    MediaTokensAlike,

    // MW3xxx: sound, but not supported.

    /// <summary>0: the model type; 1: those supported.</summary>
    UnsupportedModelType,

    /// <summary>0: the architecture; 1: the one supported for this model type.</summary>
    UnsupportedArchitecture,

    /// <summary>0: the rope type; 1: those supported.</summary>
    UnsupportedRopeType,

    /// <summary>0: the key; 1: the quantization method.</summary>
    QuantizedCheckpoint,

    /// <summary>0: the item of the list; 1: the value; 2: the model type; 3: those supported.</summary>
    UnsupportedLayerType,

    /// <summary>0: the key.</summary>
    RopePerLayerType,

    /// <summary>0: the key; 1: the value; 2: the only value supported.</summary>
    UnsupportedSetting,

    // MW4xxx: warnings.

    /// <summary>0: the key.</summary>
    UnknownKey,

    /// <summary>0: the key; 1: the key that was probably meant.</summary>
    MisspelledKey,

    /// <summary>0: the key; 1: the value that counts.</summary>
    DuplicateKey,

    /// <summary>0: the key; 1: its value; 2: why it has no effect.</summary>
    IgnoredKey,

    /// <summary>0: the key without effect; 1: its value; 2: the key that wins; 3: that one's value.</summary>
    OverriddenKey,

    /// <summary>0: the key; 1: the value; 2: what is usual.</summary>
    UnusualValue,

    /// <summary>0: the key; 1: the token; 2: the size of the vocabulary.</summary>
    TokenOutsideVocabulary,

    /// <summary>0: the item of the list; 1: the layer; 2: the last layer there is.</summary>
    LayerOutsideModel,

    /// <summary>0: the architecture; 1: the model type it belongs to; 2: the model type given.</summary>
    ArchitectureOfOtherFamily,

    /// <summary>0: the key; 1: the sum of its entries; 2: the frequencies there are; 3: the dimensions that turn.</summary>
    SectionsDoNotAddUp,

    /// <summary>0: the project's context; 1: the config's.</summary>
    ContextBeyondModel,

    /// <summary>0: the buffer; 1: its MiB; 2: sequences of a session.</summary>
    BufferOverLimit,

    // MW5xxx: chat templates.

    /// <summary>0: the file; 1: what is wrong.</summary>
    ChatTemplateUnreadable,

    /// <summary>0: what is wrong.</summary>
    ChatTemplateSyntax,

    /// <summary>0: filter, test, method or function; 1: its name.</summary>
    ChatTemplateUnknownName,

    /// <summary>0: the method.</summary>
    ChatTemplateRefusedMethod,

    /// <summary>0: the variable.</summary>
    ChatTemplateUnknownVariable,

    // MW6xxx: shown where a project asks for them.

    /// <summary>0: the key; 1: why.</summary>
    KeyWithoutEffect,

    /// <summary>0: how many weights and states; 1: the largest; 2: its MiB.</summary>
    BoundInWindows,

    /// <summary>0: the key; 1: what counts instead.</summary>
    KeyByDefault,

    // MW9xxx: our fault.

    /// <summary>0: the step; 1: what happened.</summary>
    InternalError,

    /// <summary>0: the kernel; 1: what the shader compiler said.</summary>
    KernelRefused,
}

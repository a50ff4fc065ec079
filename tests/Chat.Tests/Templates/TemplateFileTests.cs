using System;
using System.IO;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;
using Modelwright.Tests;

namespace Modelwright.Chat.Tests;

/// <summary>Where templates are looked for, which wins, and what is said of files that are none.</summary>
public sealed class TemplateFileTests : IDisposable
{
    private const string Json = """{"bos_token":"<b>","eos_token":{"content":"<e>"},"pad_token":null,"add_bos_token":true,"model_max_length":5,"chat_template":"json {{ bos_token }}{{ eos_token }}"}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("modelwright-template-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_files_there_is_none()
    {
        Assert.Null(ChatTemplate.Find(_folder));
        AssertRefused(_folder, "neither of the files", "chat_template.jinja, tokenizer_config.json with a 'chat_template', or chat_template.json");
        AssertRefused(At("absent.jinja"), "no such file or folder", "a template or a checkpoint's folder");
        Write("tokenizer_config.json", """{"bos_token":"<b>"}""");
        Assert.Null(ChatTemplate.Find(_folder));
        Write("tokenizer_config.json", """{"chat_template":null}""");
        Assert.Null(ChatTemplate.Find(_folder));
        AssertRefused(At("tokenizer_config.json"), "no 'chat_template'", "a template");
    }

    /// <summary>The processor's file over files of Jinja over the tokenizer's; special tokens are the tokenizer's.</summary>
    [Fact]
    public void One_wins_over_the_other()
    {
        Write("tokenizer_config.json", Json);
        Assert.Equal("json <b><e>", Render(ChatTemplate.Load(_folder)));
        Assert.Equal("json <b><e>", Render(ChatTemplate.Load(At("tokenizer_config.json"))));
        Assert.Equal(["bos_token", "eos_token"], ChatTemplate.Load(_folder).SpecialTokens.Keys.Order(StringComparer.Ordinal));
        Write("chat_template.jinja", "jinja {{ bos_token }}");
        Assert.Equal("jinja <b>", Render(ChatTemplate.Load(_folder)));
        Assert.Equal("jinja ", Render(ChatTemplate.Load(At("chat_template.jinja"))));
        Write("chat_template.json", """{"chat_template":"processor {{ bos_token }}"}""");
        Assert.Equal("processor <b>", Render(ChatTemplate.Load(_folder)));
        Assert.Equal(["default"], ChatTemplate.Load(_folder).Names);
    }

    [Fact]
    public void Several_are_chosen_by_name_or_by_tools()
    {
        Write("chat_template.jinja", "plain");
        Write("additional_chat_templates/tool_use.jinja", "tools");
        Write("additional_chat_templates/rag.jinja", "rag");
        ChatTemplate template = ChatTemplate.Load(_folder);

        Assert.Equal(["default", "rag", "tool_use"], template.Names);
        Assert.Equal("plain", template.Source);
        Assert.Equal("plain", Render(template));
        Assert.Equal("tools", template.Render(Input() with { Tools = [TemplateValue.None] }).Text);
        Assert.Equal("rag", template.Render(Input() with { TemplateName = "rag", Tools = [TemplateValue.None] }).Text);
        ChatTemplateNotFoundException e = Assert.Throws<ChatTemplateNotFoundException>(() => template.Render(Input() with { TemplateName = "other" }));
        Assert.Equal((_folder, "no template 'other'", "one of 'default', 'rag', 'tool_use'"), (e.Path, e.Found, e.Wanted));
        Write("chat_template.json", """{"chat_template":"processor"}""");
        AssertRefused(_folder, "chat_template.json and additional_chat_templates", "one of the two");
        File.Delete(At("chat_template.jinja"));
        AssertRefused(_folder, "chat_template.json and additional_chat_templates", "one of the two");
        File.Delete(At("additional_chat_templates/rag.jinja"));
        AssertRefused(_folder, "chat_template.json and additional_chat_templates", "one of the two");
    }

    [Fact]
    public void Several_in_one_file()
    {
        Write("tokenizer_config.json", """{"chat_template":[{"name":"tool_use","template":"tools"}]}""");
        ChatTemplate template = ChatTemplate.Load(_folder);

        Assert.Equal("", template.Source);
        Assert.Equal("tools", template.Render(Input() with { Tools = [] }).Text);
        Assert.Throws<ChatTemplateNotFoundException>(() => Render(template));
        Write("tokenizer_config.json", """{"bos_token":"<b>","chat_template":[{"name":"default","template":"{{ bos_token }}"},{"name":"rag","template":"rag {{ bos_token }}"}]}""");
        Assert.Equal("<b>", Render(ChatTemplate.Load(_folder)));
        Assert.Equal("rag <b>", ChatTemplate.Load(_folder).Render(Input() with { TemplateName = "rag" }).Text);
        Write("tokenizer_config.json", """{"chat_template":[{"name":"default","template":"one"}]}""");
        Assert.Equal("one", ChatTemplate.Load(_folder).Render(Input() with { TemplateName = "default" }).Text);
        ChatTemplateNotFoundException e = Assert.Throws<ChatTemplateNotFoundException>(() => ChatTemplate.Load(_folder).Render(Input() with { TemplateName = "rag" }));
        Assert.Equal(("a model with one template", "no name, or 'default'"), (e.Found, e.Wanted));
    }

    [Theory]
    [InlineData("[]", "Array", "a JSON object")]
    [InlineData("""{"chat_template":5}""", "'chat_template' as Number", "text, or a list of 'name' and 'template'")]
    [InlineData("""{"chat_template":{}}""", "'chat_template' as Object", "text, or a list of 'name' and 'template'")]
    [InlineData("""{"chat_template":[5]}""", "an entry of 'chat_template' without a text 'name'", "a list of 'name' and 'template'")]
    [InlineData("""{"chat_template":[{"name":5,"template":"x"}]}""", "an entry of 'chat_template' without a text 'name'", "a list of 'name' and 'template'")]
    [InlineData("""{"chat_template":[{"name":"x"}]}""", "an entry of 'chat_template' without a text 'template'", "a list of 'name' and 'template'")]
    public void A_file_of_another_kind(string json, string found, string wanted)
    {
        Write("tokenizer_config.json", json);

        AssertRefused(At("tokenizer_config.json"), found, wanted);
        Assert.Throws<ChatTemplateNotFoundException>(() => ChatTemplate.Find(_folder));
    }

    [Fact]
    public void Files_that_cannot_be_read()
    {
        Write("tokenizer_config.json", "{");
        Assert.StartsWith("text that is not JSON: ", Assert.Throws<ChatTemplateNotFoundException>(() => ChatTemplate.Load(_folder)).Found, StringComparison.Ordinal);
        Write("broken.gguf", "GGUF");
        ChatTemplateNotFoundException e = Assert.Throws<ChatTemplateNotFoundException>(() => ChatTemplate.Load(At("broken.gguf")));
        Assert.StartsWith("a file that is no GGUF file: ", e.Found, StringComparison.Ordinal);
        Assert.Equal("a GGUF file with 'tokenizer.chat_template'", e.Wanted);
        Assert.IsAssignableFrom<CheckpointException>(e.InnerException);
        Assert.Throws<ArgumentException>(static () => ChatTemplate.Load(""));
        Assert.Throws<ArgumentNullException>(static () => ChatTemplate.Parse(null!));
    }

    [Theory]
    [InlineData("chat_template.jinja")]
    [InlineData("tokenizer_config.json")]
    public void A_file_that_somebody_else_holds(string name)
    {
        Write(name, Json);
        using FileStream held = new(At(name), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        foreach (string path in (string[])[At(name), _folder])
        {
            ChatTemplateNotFoundException e = Assert.Throws<ChatTemplateNotFoundException>(() => ChatTemplate.Load(path));

            Assert.Equal((At(name), "a file that can be opened"), (e.Path, e.Wanted));
            Assert.Equal("a file that cannot be read: " + Assert.IsAssignableFrom<IOException>(e.InnerException).Message, e.Found);
        }
    }

    /// <summary>The beginning and the end are tokens of the file's list; where it has none of that number, nothing is known of them.</summary>
    [Theory]
    [InlineData(0, 1, "[<a>|<b>]")]
    [InlineData(2, 2, "[<c>|<c>]")]
    [InlineData(3, -1, "[|]")]
    public void Special_tokens_of_a_GGUF_file(int beginning, int end, string rendered)
    {
        File.WriteAllBytes(At("model.gguf"), Gguf(beginning, end).Key("tokenizer.ggml.tokens", "<a>", "<b>", "<c>").ToBytes());

        Assert.Equal(rendered, Render(ChatTemplate.Load(At("model.gguf"))));
    }

    [Fact]
    public void A_GGUF_file_without_tokens()
    {
        File.WriteAllBytes(At("model.gguf"), Gguf(0, 1).ToBytes());

        Assert.Equal("[|]", Render(ChatTemplate.Load(At("model.gguf"))));
    }

    private static GgufBuilder Gguf(int beginning, int end) => new GgufBuilder().Key("tokenizer.chat_template", "[{{ bos_token }}|{{ eos_token }}]")
        .Key("tokenizer.ggml.bos_token_id", 5, BitConverter.GetBytes(beginning)).Key("tokenizer.ggml.eos_token_id", 5, BitConverter.GetBytes(end));

    private static ChatTemplateInput Input() => new() { Messages = [TemplateValue.None] };

    private static string Render(ChatTemplate template) => template.Render(Input()).Text;

    private static void AssertRefused(string path, string found, string wanted)
    {
        ChatTemplateNotFoundException e = Assert.Throws<ChatTemplateNotFoundException>(() => ChatTemplate.Load(path));

        Assert.Equal((path, found, wanted), (e.Path, e.Found, e.Wanted));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>Every message the front end gives: number, pointer, line and column, and the words, from the config that causes it.</summary>
public sealed partial class MessageTests
{
    private static readonly TheoryData<string, string, string>[] Tables = [OneValue, Contradictions, Composites, Unsupported, Warnings];

    [Theory]
    [MemberData(nameof(OneValue))]
    [MemberData(nameof(Contradictions))]
    [MemberData(nameof(Composites))]
    [MemberData(nameof(Unsupported))]
    [MemberData(nameof(Warnings))]
    public void A_config_says(string modelType, string keys, string expected)
    {
        // The keys stand on line 3, so that columns are theirs.
        Binding binding = Binding.Of($$"""
            {
              "model_type": "{{modelType}}",
            {{keys}}
            }
            """);

        Assert.Equal(expected.Split('\n', StringSplitOptions.TrimEntries), binding.Messages);
        Assert.Equal(binding.Messages.Any(static m => !m.StartsWith("MW4", StringComparison.Ordinal)), binding.Result.Spec is null);
    }

    [Fact]
    public void Every_message_of_the_front_end_is_tested()
    {
        IEnumerable<string> tested = Tables
            .SelectMany(static table => table.Select(static row => (string)row[2]))
            .SelectMany(static expected => expected.Split('\n'))
            .Select(static line => line.Trim()[..6]);

        // MW0, MW6 and MW9 are the generator's, as are MW4011 and MW4012, which weigh a project's options against its model; MW5 the chat templates';
        // the other two have tests of their own below.
        IEnumerable<string> ours = MessageCatalog.All.Select(static d => d.Code).Where(static code => code[2] is not ('0' or '5' or '6' or '9'));
        Assert.Empty(ours.Except(tested).Except(["MW1001", "MW1007", "MW4011", "MW4012"]));
    }

    [Fact]
    public void What_is_not_JSON_is_one_message_at_its_place()
    {
        Binding binding = Binding.Of("{\n  \"head_dim\": 128,\n  \"vocab_size\": ,\n}");

        Assert.Equal(["MW1001  (3,17): The file is not valid JSON: a value is expected here; a trailing comma is not allowed"], binding.Messages);
        Assert.Null(binding.Result.Spec);
    }

    [Fact]
    public void What_is_another_file_says_so() => Assert.Equal(
        ["MW1001  (1,1): The file is not valid JSON: it is a Git LFS pointer, not the file it stands for; run 'git lfs pull' in its repository, or download the file itself"],
        Binding.Of("version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 728\n").Messages);

    [Theory]
    [InlineData("[1]", "MW1007  (1,1): The file holds a list; a config is a JSON object")]
    [InlineData("\n  null", "MW1007  (2,3): The file holds null; a config is a JSON object")]
    [InlineData("{}", "MW1002 /model_type (1,1): 'model_type' is missing; it must be one of \"qwen3\", \"qwen3_moe\", \"qwen3_next\", \"qwen3_5_text\", \"qwen3_5_moe_text\", \"qwen3_5\", \"qwen3_5_moe\", \"qwen3_vl\" and \"qwen3_vl_moe\"")]
    [InlineData("{ \"model_type\": 3 }", "MW1003 /model_type (1,17): 'model_type' is 3; it must be text in double quotes")]
    public void A_file_that_is_no_config_is_one_message(string json, string expected) => Assert.Equal([expected], Binding.Of(json).Messages);

    [Fact]
    public void All_mistakes_are_found_in_one_run()
    {
        Binding binding = Binding.Of("qwen3", "\"head_dim\": null, \"vocab_size\": 0, \"hiden_size\": 8, \"rope_scaling\": { \"type\": \"yarn\" }");

        Assert.Equal(
            ["/vocab_size", "/head_dim", "/rope_scaling/factor", "/hiden_size"],
            binding.Result.Messages.Select(static m => m.Pointer));
    }

    [Fact]
    public void Spans_are_given_for_names_and_values()
    {
        string json = "{ \"model_type\": \"qwen3\", \"eos_token_id\": [ 1, 2 ] }";
        BindResult result = ConfigBinder.Bind(json);

        PointerSpan list = result.Spans.Single(static s => s.Pointer == "/eos_token_id");
        PointerSpan item = result.Spans.Single(static s => s.Pointer == "/eos_token_id/1");
        Assert.Equal(("\"eos_token_id\"", "[ 1, 2 ]", "2"), (Cut(list.NameSpan), Cut(list.Span), Cut(item.Span)));

        string Cut(Span span) => json.Substring(span.Start, span.Length);
    }
}

using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>What schemas of several keywords allow, and what is refused, at its place and word by word.</summary>
public class SchemaTests
{
    [Theory]
    [InlineData("{}", "1|{}|[null]|\"x\"|true", "x")]
    [InlineData("{\"title\":\"t\",\"x-note\":1,\"description\":\"d\",\"$comment\":\"c\",\"default\":2,\"examples\":[3],\"deprecated\":true,\"readOnly\":true,\"writeOnly\":false,\"$schema\":\"s\",\"$id\":\"i\",\"$anchor\":\"a\",\"$defs\":{},\"definitions\":{},\"contentEncoding\":\"e\",\"contentMediaType\":\"m\",\"contentSchema\":{},\"$vocabulary\":{}}", "1|{}|[null]|\"x\"", "x")]
    [InlineData("{\"type\":\"boolean\"}", "true|false", "null|0|\"true\"")]
    [InlineData("{\"type\":\"null\"}", "null", "true|0|\"\"")]
    [InlineData("{\"type\":\"array\"}", "[]|[1,\"x\"]", "{}|1")]
    [InlineData("{\"type\":\"object\"}", "{}|{\"x\":1}", "[]|1")]
    [InlineData("{\"type\":[\"integer\",\"number\"]}", "1|1.5", "\"\"|null")]
    [InlineData("{\"type\":[\"boolean\",\"null\"]}", "true|null", "1|{}")]
    [InlineData("{\"type\":[\"object\",\"array\",\"string\",\"integer\",\"number\",\"boolean\",\"null\"],\"maxLength\":1}", "1|{}|[]|null|true|\"a\"", "\"ab\"")]
    [InlineData("{\"maxLength\":1,\"minimum\":2}", "\"a\"|3", "\"ab\"|1|null|{}")]
    [InlineData("{\"const\":{\"a\":[1,null,\"x\\\"\"],\"b\":{}}}", "{\"a\":[1,null,\"x\\\"\"],\"b\":{}}", "{}|{\"a\": [1,null,\"x\\\"\"],\"b\":{}}")]
    [InlineData("{\"const\":null}", "null", "\"null\"|0")]
    [InlineData("{\"enum\":[1,1.5,\"é\",null,true,[],{\"a\":1}]}", "1|1.5|\"é\"|null|true|[]|{\"a\":1}", "1.0|2|false|{}|\"\"")]
    [InlineData("{\"enum\":[1,1.5,2.0,\"1\",null,true,false,[1],{}],\"type\":\"integer\"}", "1|2.0", "1.5|\"1\"|null|true|[1]|{}")]
    [InlineData("{\"enum\":[1,1.5,2.0,\"1\",null,true,false,[1],{}],\"type\":\"number\"}", "1|1.5|2.0", "\"1\"|null|true|[1]|{}")]
    [InlineData("{\"enum\":[1,1.5,\"1\",null,true,false,[1],{}],\"type\":[\"boolean\",\"array\"]}", "true|false|[1]", "1|1.5|\"1\"|null|{}")]
    [InlineData("{\"enum\":[1,\"1\",null,true,[1],{}],\"type\":[\"object\",\"string\",\"null\"]}", "\"1\"|null|{}", "1|true|[1]")]
    [InlineData("{\"type\":\"integer\",\"enum\":[100000000000000000000,1]}", "100000000000000000000|1", "2")]
    public void A_value_is_of_its_kind(string schema, string good, string bad) => Fitting.Check(Fitting.Schema(schema), good, bad);

    [Theory]
    [InlineData("{\"properties\":{}}", "{}|{ }", "{\"a\":1}")]
    [InlineData("{\"properties\":{\"a\":{\"const\":1},\"b\":{\"const\":2},\"c\":{\"const\":3}}}", "{}|{\"a\":1}|{\"b\":2}|{\"c\":3}|{\"a\":1,\"b\":2}|{\"a\":1, \"c\": 3}|{\"b\":2,\n\"c\":3\n}|{\"a\":1,\"b\":2,\"c\":3 }", "{\"b\":2,\"a\":1}|{,\"a\":1}|{\"a\":1\"b\":2}|{\"a\":2}|{\"d\":1}|{\"a\":1,\"a\":1}|{\"a\":1,}")]
    [InlineData("{\"properties\":{\"a\":{\"const\":1},\"b\":{\"const\":2},\"c\":{\"const\":3}},\"required\":[\"b\"]}", "{\"b\":2}|{\"a\":1,\"b\":2}|{\"b\":2,\"c\":3}|{\"a\":1,\"b\":2,\"c\":3}", "{}|{\"a\":1}|{\"c\":3}|{\"a\":1,\"c\":3}")]
    [InlineData("{\"properties\":{\"a\":{\"const\":1},\"b\":{\"const\":2}},\"required\":[\"b\",\"a\",\"b\"]}", "{\"a\":1,\"b\":2}", "{}|{\"a\":1}|{\"b\":2}|{\"a\":1,\"b\":2,\"b\":2}")]
    [InlineData("{\"required\":[\"x\"]}", "{\"x\":1}|{\"x\":null}|{\"x\":[{}]}", "{}|{\"y\":1}|{\"x\":1,\"y\":1}")]
    [InlineData("{\"required\":[\"x\"],\"additionalProperties\":{\"type\":\"null\"}}", "{\"x\":null}", "{}|{\"x\":1}|{\"x\":null,\"y\":null}")]
    [InlineData("{\"required\":[\"x\",\"x\"],\"properties\":{\"a\":{\"const\":1}}}", "{\"x\":true}|{\"a\":1,\"x\":2}", "{\"a\":1}|{\"x\":2,\"a\":1}|{\"x\":1,\"x\":1}")]
    [InlineData("{\"required\":[]}", "{}|{\"q\":1}", "[]")]
    [InlineData("{\"additionalProperties\":{\"type\":\"null\"}}", "{}|{\"a\":null}|{\"a\":null, \"b\":null}", "{\"a\":1}|[]")]
    [InlineData("{\"additionalProperties\":true}", "{}|{\"a\":1}", "[]")]
    [InlineData("{\"additionalProperties\":false}", "{}|{ }", "{\"a\":1}")]
    [InlineData("{\"properties\":{},\"additionalProperties\":{\"const\":1}}", "{}|{\"a\":1}", "{\"a\":2}")]
    [InlineData("{\"properties\":{\"a\":{\"const\":1}},\"additionalProperties\":false}", "{}|{\"a\":1}", "{\"b\":1}")]
    [InlineData("{\"properties\":{\"a\":{\"const\":1}},\"additionalProperties\":{\"const\":2}}", "{}|{\"a\":1}", "{\"b\":2}")]
    [InlineData("{\"properties\":{\"a\\\"é\\\\\":{\"const\":1}}}", "{\"a\\\"é\\\\\":1}", "{\"a\":1}")]
    [InlineData("{\"properties\":{\"a\":false,\"b\":{\"const\":1}}}", "{}|{\"b\":1}", "{\"a\":1}|{\"a\"")]
    [InlineData("{\"properties\":{\"a\":true}}", "{}|{\"a\":1}|{\"a\":{}}", "{\"a\":}")]
    public void Members_come_in_order_and_where_they_must(string schema, string good, string bad) => Fitting.Check(Fitting.Schema(schema), good, bad);

    [Theory]
    [InlineData("{\"anyOf\":[{\"const\":1},{\"type\":\"string\"}]}", "1|\"x\"", "2|null")]
    [InlineData("{\"anyOf\":[{\"const\":1}],\"title\":\"t\",\"default\":3}", "1", "2")]
    [InlineData("{\"type\":\"integer\",\"anyOf\":[{\"minimum\":5,\"maximum\":7},{\"enum\":[1,\"x\"]}]}", "5|7|1", "4|8|\"x\"|5.5")]
    [InlineData("{\"type\":\"object\",\"properties\":{\"a\":{\"const\":1}},\"anyOf\":[{\"required\":[\"a\"]},{\"properties\":{\"b\":{\"const\":2}},\"required\":[\"b\"]}]}", "{\"a\":1}|{\"a\":1,\"b\":2}|{\"b\":2}", "{}|{\"b\":1}")]
    [InlineData("{\"oneOf\":[{\"type\":\"string\"},{\"type\":[\"integer\",\"null\"]}]}", "\"x\"|1|null", "1.5|true")]
    [InlineData("{\"oneOf\":[{\"const\":1},{\"enum\":[2,\"x\"]},{\"const\":null}]}", "1|2|\"x\"|null", "3")]
    [InlineData("{\"oneOf\":[{\"properties\":{\"k\":{\"const\":\"a\"},\"v\":{\"type\":\"null\"}},\"required\":[\"k\"]},{\"properties\":{\"k\":{\"const\":\"b\"}},\"required\":[\"k\"]}]}", "{\"k\":\"a\"}|{\"k\":\"a\",\"v\":null}|{\"k\":\"b\"}", "{\"k\":\"b\",\"v\":null}|{}")]
    [InlineData("{\"oneOf\":[{\"$ref\":\"#/$defs/a\"},{\"type\":\"null\"}],\"$defs\":{\"a\":{\"type\":\"integer\"}}}", "1|null", "\"\"")]
    [InlineData("{\"allOf\":[{\"type\":\"integer\"},{\"minimum\":2},{\"maximum\":4}]}", "2|3|4", "1|5|2.5")]
    [InlineData("{\"allOf\":[{\"type\":[\"integer\",\"string\",\"null\"]},{\"type\":[\"number\",\"null\"]}]}", "1|null", "1.5|\"\"")]
    [InlineData("{\"allOf\":[{\"type\":[\"number\",\"null\"]},{\"type\":[\"integer\",\"string\",\"null\"]}]}", "1|null", "1.5|\"\"")]
    [InlineData("{\"allOf\":[{\"type\":\"number\"},{\"type\":\"number\"}]}", "1.5|1", "null")]
    [InlineData("{\"type\":\"object\",\"allOf\":[{\"properties\":{\"a\":{\"type\":\"integer\"}},\"required\":[\"a\"]},{\"properties\":{\"b\":{\"const\":2},\"a\":{\"minimum\":3,\"maximum\":5}},\"required\":[\"b\",\"a\"]}]}", "{\"a\":3,\"b\":2}|{\"a\":5,\"b\":2}", "{\"a\":3}|{\"b\":2}|{\"a\":2,\"b\":2}|{\"a\":6,\"b\":2}")]
    [InlineData("{\"allOf\":[{\"title\":\"a\",\"description\":\"b\",\"default\":1,\"examples\":[],\"$comment\":\"c\",\"const\":1},{\"title\":\"x\",\"description\":\"y\",\"default\":2,\"examples\":[1],\"$comment\":\"z\",\"const\":1}]}", "1", "2")]
    [InlineData("{\"allOf\":[{\"$ref\":\"#/$defs/a\"},{\"required\":[\"x\"]}],\"$defs\":{\"a\":{\"properties\":{\"x\":{\"const\":1},\"y\":{\"const\":2}}}}}", "{\"x\":1}|{\"x\":1,\"y\":2}", "{}|{\"y\":2}")]
    [InlineData("{\"allOf\":[{\"allOf\":[{\"type\":\"integer\"},{\"minimum\":1}]},{\"maximum\":2}]}", "1|2", "0|3")]
    [InlineData("{\"$ref\":\"#/$defs/a\",\"maximum\":5,\"$defs\":{\"a\":{\"type\":\"integer\",\"minimum\":4}}}", "4|5", "3|6")]
    [InlineData("{\"$ref\":\"#/$defs/a\",\"title\":\"t\",\"$defs\":{\"a\":{\"type\":\"integer\"}}}", "4|5", "\"\"")]
    [InlineData("{\"allOf\":[{\"$ref\":\"#/$defs/a\",\"maximum\":5}],\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"type\":\"integer\",\"minimum\":4}}}", "4|5", "3|6")]
    [InlineData("{\"$ref\":\"#/definitions/a~1b~0c%20d\",\"definitions\":{\"a/b~c d\":{\"const\":1}}}", "1", "2")]
    [InlineData("{\"prefixItems\":[{\"const\":1},{\"$ref\":\"#/prefixItems/0\"}],\"maxItems\":2}", "[1,1]", "[1]|[1,2]")]
    [InlineData("{\"properties\":{\"a\":{\"$ref\":\"#\"},\"b\":{\"const\":1}}}", "{}|{\"a\":{\"b\":1}}|{\"a\":{\"a\":{}},\"b\":1}", "{\"a\":1}")]
    [InlineData("{\"allOf\":[{\"properties\":{\"a\":{\"const\":1}},\"additionalProperties\":false},{\"properties\":{\"a\":{\"const\":1}}}]}", "{}|{\"a\":1}", "{\"b\":1}")]
    [InlineData("{\"allOf\":[{\"properties\":null},{\"properties\":{\"a\":{\"const\":1}}}]}", "{}|{\"a\":1}", "{\"a\":2}")]
    [InlineData("{\"allOf\":[{\"properties\":{\"a\":{\"const\":1}}},{\"properties\":null}]}", "{}|{\"a\":1}", "{\"a\":2}")]
    [InlineData("{\"allOf\":[{\"additionalProperties\":false},{\"additionalProperties\":false}]}", "{}", "{\"b\":1}")]
    public void Schemas_that_hold_together_hold_together(string schema, string good, string bad) => Fitting.Check(Fitting.Schema(schema), good, bad);

    [Theory]
    [InlineData("3", "#", "3", "a schema: an object, true or false")]
    [InlineData("null", "#", "null", "a schema: an object, true or false")]
    [InlineData("\"0123456789012345678901234567890123456789012345678901234567890123456789012345678\"", "#", "\"0123456789012345678901234567890123456789012345678901234567890123456789012345678…", "a schema: an object, true or false")]
    [InlineData("\"012345678901234567890123456789012345678901234567890123456789012345678901234567\"", "#", "\"012345678901234567890123456789012345678901234567890123456789012345678901234567\"", "a schema: an object, true or false")]
    [InlineData("{\"items\":[1]}", "#/items", "[1]", "a schema: an object, true or false")]
    [InlineData("{\"items\":{\"x\":1}}", "#/items", "'x', which is not enforced", "none, or one of properties, required, additionalProperties, items, prefixItems, minItems, maxItems, minLength, maxLength, pattern, format, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, type, enum, const, anyOf, oneOf, allOf, $ref")]
    [InlineData("{\"properties\":{\"a\":{\"not\":{}}}}", "#/properties/a", "'not', which is not enforced", null)]
    [InlineData("{\"prefixItems\":[{},{\"not\":{}}]}", "#/prefixItems/1", "'not', which is not enforced", null)]
    [InlineData("{\"additionalProperties\":{\"not\":{}}}", "#/additionalProperties", "'not', which is not enforced", null)]
    [InlineData("{\"additionalProperties\":{\"not\":{}},\"required\":[\"a\"]}", "#/additionalProperties", "'not', which is not enforced", null)]
    [InlineData("{\"anyOf\":[{},{\"not\":{}}]}", "#/anyOf/1", "'not', which is not enforced", null)]
    [InlineData("{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"not\":{}}}}", "#/$defs/a", "'not', which is not enforced", null)]
    [InlineData("{\"anyOf\":[]}", "#", "'anyOf' as []", "a list of schemas")]
    [InlineData("{\"oneOf\":1}", "#", "'oneOf' as 1", "a list of schemas")]
    [InlineData("{\"allOf\":1}", "#", "'allOf' that is no list", "a list of schemas")]
    [InlineData("{\"allOf\":[1]}", "#/allOf/0", "a part that is no object", "a schema of keywords")]
    [InlineData("{\"type\":1}", "#", "'type' as 1", "a text or a list of texts")]
    [InlineData("{\"type\":[\"null\",1]}", "#", "the type 1", "a text")]
    [InlineData("{\"type\":[\"null\",\"int\"]}", "#", "the type 'int'", "one of object, array, string, integer, number, boolean, null")]
    [InlineData("{\"enum\":1}", "#", "'enum' as 1", "a list of values")]
    [InlineData("{\"enum\":[1],\"minimum\":1}", "#", "'minimum' beside listed values", "the values that it leaves")]
    [InlineData("{\"const\":1,\"maxLength\":1}", "#", "'maxLength' beside listed values", "the values that it leaves")]
    [InlineData("{\"enum\":[1],\"const\":1}", "#", "'enum' beside 'const'", "one of the two")]
    [InlineData("{\"properties\":1}", "#", "'properties' as 1", "an object of schemas")]
    [InlineData("{\"required\":1}", "#", "'required' as 1", "a list of texts")]
    [InlineData("{\"required\":[\"a\",1]}", "#", "'required' with 1", "texts")]
    [InlineData("{\"prefixItems\":1}", "#", "'prefixItems' as 1", "a list of schemas")]
    [InlineData("{\"minItems\":-1}", "#", "'minItems' as -1", "a whole number at least 0 and at most 10000")]
    [InlineData("{\"maxItems\":10001}", "#", "'maxItems' as 10001", "a whole number at least 0 and at most 10000")]
    [InlineData("{\"minLength\":1.5}", "#", "'minLength' as 1.5", "a whole number at least 0 and at most 10000")]
    [InlineData("{\"maxLength\":\"1\"}", "#", "'maxLength' as \"1\"", "a whole number at least 0 and at most 10000")]
    [InlineData("{\"pattern\":1}", "#", "'pattern' as 1", "a text")]
    [InlineData("{\"format\":[]}", "#", "'format' as []", "a text")]
    [InlineData("{\"format\":\"x\"}", "#", "the format 'x', which is not enforced", "one of date, time, date-time, uuid, email, ipv4, uri")]
    [InlineData("{\"pattern\":\"a\",\"format\":\"date\"}", "#", "several of 'pattern', 'format' and lengths", "one of them")]
    [InlineData("{\"format\":\"date\",\"minLength\":1}", "#", "several of 'pattern', 'format' and lengths", "one of them")]
    [InlineData("{\"pattern\":\"a\",\"maxLength\":1}", "#", "several of 'pattern', 'format' and lengths", "one of them")]
    [InlineData("{\"minimum\":\"1\"}", "#", "'minimum' as \"1\"", "a number above -1e15 and below 1e15")]
    [InlineData("{\"maximum\":1000000000000000}", "#", "'maximum' as 1000000000000000", "a number above -1e15 and below 1e15")]
    [InlineData("{\"exclusiveMinimum\":-1e15}", "#", "'exclusiveMinimum' as -1e15", "a number above -1e15 and below 1e15")]
    [InlineData("{\"multipleOf\":0}", "#", "'multipleOf' 0", "a whole number at least 1 and at most 1000")]
    [InlineData("{\"multipleOf\":1.5}", "#", "'multipleOf' 1.5", "a whole number at least 1 and at most 1000")]
    [InlineData("{\"multipleOf\":-2}", "#", "'multipleOf' -2", "a whole number at least 1 and at most 1000")]
    [InlineData("{\"multipleOf\":1001}", "#", "'multipleOf' 1001", "a whole number at least 1 and at most 1000")]
    [InlineData("{\"multipleOf\":2,\"minimum\":1}", "#", "'multipleOf' with one end", "both ends, or none")]
    [InlineData("{\"multipleOf\":2,\"maximum\":1}", "#", "'multipleOf' with one end", "both ends, or none")]
    [InlineData("{\"$ref\":1}", "#", "'$ref' as 1", "a pointer such as '#/$defs/name'")]
    [InlineData("{\"allOf\":[{\"$ref\":1}]}", "#/allOf/0", "'$ref' to 1", "a pointer within the schema, such as '#/$defs/name'")]
    [InlineData("{\"$ref\":\"#a\"}", "#", "'$ref' to #a", "a pointer such as '#/$defs/name'")]
    [InlineData("{\"items\":{\"$ref\":\"#/$defs/a\"}}", "#/items", "'$ref' to #/$defs/a, which is not there", "a pointer to a schema")]
    [InlineData("{\"$ref\":\"#/prefixItems/1\",\"title\":\"t\",\"$defs\":{\"prefixItems\":[]}}", "#", "'$ref' to #/prefixItems/1, which is not there", "a pointer to a schema")]
    [InlineData("{\"prefixItems\":[{\"$ref\":\"#/prefixItems/-1\"}]}", "#/prefixItems/0", "'$ref' to #/prefixItems/-1, which is not there", "a pointer to a schema")]
    [InlineData("{\"prefixItems\":[{\"$ref\":\"#/prefixItems/1\"}]}", "#/prefixItems/0", "'$ref' to #/prefixItems/1, which is not there", "a pointer to a schema")]
    [InlineData("{\"allOf\":[{\"minimum\":1},{\"minimum\":2}]}", "#/allOf/1", "'minimum' twice", "once: the two are not made one")]
    [InlineData("{\"allOf\":[{\"additionalProperties\":false},{\"properties\":{\"a\":{}}}]}", "#/allOf/1", "'additionalProperties' in one part and 'properties' in another", "both in one")]
    [InlineData("{\"allOf\":[{\"properties\":{\"a\":{}}},{\"additionalProperties\":false}]}", "#/allOf/1", "'additionalProperties' in one part and 'properties' in another", "both in one")]
    [InlineData("{\"allOf\":[{\"properties\":{\"a\":{}},\"additionalProperties\":false},{\"properties\":{\"a\":{},\"b\":{}}}]}", "#/allOf/1", "'additionalProperties' in one part and 'properties' in another", "both in one")]
    [InlineData("{\"allOf\":[{\"properties\":1,\"additionalProperties\":false},{\"properties\":{\"a\":{}}}]}", "#/allOf/1", "'additionalProperties' in one part and 'properties' in another", "both in one")]
    [InlineData("{\"allOf\":[{\"properties\":1},{\"properties\":{}}]}", "#/allOf/1", "'properties' that is no object", "an object of schemas")]
    [InlineData("{\"allOf\":[{\"properties\":{}},{\"properties\":1}]}", "#/allOf/1", "'properties' that is no object", "an object of schemas")]
    [InlineData("{\"allOf\":[{\"properties\":{\"a\":{\"minimum\":1}}},{\"properties\":{\"a\":{\"minimum\":2}}}]}", "#/allOf/1/properties/a", "'minimum' twice", "once: the two are not made one")]
    [InlineData("{\"allOf\":[{\"$ref\":\"#/$defs/a\"}],\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}}}", "#/allOf/0", "references that lead to one another", "a schema at their end")]
    [InlineData("{\"oneOf\":[{\"type\":\"null\"},{\"type\":\"integer\"},{\"type\":\"number\"}]}", "#/oneOf", "schemas 1 and 2, which a value may both fit", "'anyOf', or schemas of different types, or a required member that tells them apart by 'const'")]
    [InlineData("{\"oneOf\":[{\"type\":\"number\"},{\"type\":\"integer\"}]}", "#/oneOf", "schemas 0 and 1, which a value may both fit", null)]
    [InlineData("{\"oneOf\":[{\"type\":\"number\"},{}]}", "#/oneOf", "schemas 0 and 1, which a value may both fit", null)]
    [InlineData("{\"oneOf\":[{\"enum\":[1,2]},{\"enum\":[3,2]}]}", "#/oneOf", "schemas 0 and 1, which a value may both fit", null)]
    [InlineData("{\"oneOf\":[{\"const\":1},{\"type\":\"integer\"}]}", "#/oneOf", "schemas 0 and 1, which a value may both fit", null)]
    [InlineData("{\"oneOf\":[{\"properties\":{\"k\":{\"const\":1}}},{\"properties\":{\"k\":{\"const\":2}},\"required\":[\"k\"]}]}", "#/oneOf", "schemas 0 and 1, which a value may both fit", null)]
    [InlineData("{\"oneOf\":[{\"properties\":{\"k\":{\"enum\":[1,2]}},\"required\":[\"k\"]},{\"properties\":{\"k\":{\"const\":2}},\"required\":[\"k\"]}]}", "#/oneOf", "schemas 0 and 1, which a value may both fit", null)]
    [InlineData("{\"oneOf\":[{\"properties\":{\"k\":{\"const\":2}},\"required\":[\"k\"]},{\"properties\":{\"k\":{\"enum\":[1,2]}},\"required\":[\"k\"]}]}", "#/oneOf", "schemas 0 and 1, which a value may both fit", null)]
    [InlineData("{\"oneOf\":[{\"properties\":1,\"required\":[\"k\"]},{\"required\":[\"k\"]}]}", "#/oneOf", "schemas 0 and 1, which a value may both fit", null)]
    [InlineData("{\"oneOf\":[{\"properties\":{\"k\":{\"const\":1}},\"required\":[\"k\"]},{\"required\":[\"k\"]}]}", "#/oneOf", "schemas 0 and 1, which a value may both fit", null)]
    [InlineData("{\"title\":\"a\",\"title\":\"b\"}", "#", "a name twice in one object", "each name once")]
    public void What_cannot_be_held_is_refused_at_its_place(string schema, string place, string found, string? wanted)
    {
        ConstraintException error = Assert.Throws<ConstraintException>(() => Fitting.Schema(schema));

        Assert.Equal((place, found, wanted ?? error.Wanted), (error.Place, error.Found, error.Wanted));
    }

    [Theory]
    [InlineData("{\"minItems\":2,\"maxItems\":1}")]
    [InlineData("{\"minItems\":1,\"maxItems\":0}")]
    [InlineData("{\"minLength\":2,\"maxLength\":1}")]
    [InlineData("{\"prefixItems\":[{}],\"items\":false,\"minItems\":2}")]
    [InlineData("{\"type\":\"string\",\"enum\":[1]}")]
    [InlineData("{\"type\":\"integer\",\"const\":1.5}")]
    [InlineData("{\"exclusiveMinimum\":1,\"exclusiveMaximum\":1}")]
    [InlineData("{\"type\":\"integer\",\"minimum\":1.2,\"maximum\":1.8}")]
    [InlineData("{\"multipleOf\":7,\"minimum\":1,\"maximum\":6}")]
    [InlineData("{\"required\":[\"a\"],\"additionalProperties\":false}")]
    [InlineData("{\"properties\":{\"a\":false},\"required\":[\"a\"]}")]
    [InlineData("{\"type\":[]}")]
    [InlineData("{\"allOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}")]
    [InlineData("{\"allOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}")]
    [InlineData("{\"allOf\":[{\"type\":\"number\"},{\"type\":\"string\"}]}")]
    [InlineData("{\"allOf\":[{\"type\":\"integer\"},{\"type\":\"string\"}]}")]
    [InlineData("{\"allOf\":[{\"type\":\"string\"},{\"type\":\"number\"}]}")]
    [InlineData("{\"type\":\"integer\",\"minimum\":-2,\"maximum\":-3}")]
    [InlineData("{\"minimum\":1,\"maximum\":-1}")]
    public void What_allows_nothing_is_refused(string schema) =>
        Assert.Equal("a constraint that nothing fits", Assert.Throws<ConstraintException>(() => Fitting.Schema(schema).CreateProcessor(new ByteTokenizer(), [])).Found);

    /// <summary>What says nothing is <c>true</c> by another name: any value, nested eight deep, where an object or a list that is asked for has eight in it.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("{\"title\":\"t\"}")]
    [InlineData("{\"x-note\":1}")]
    [InlineData("{\"type\":[\"object\",\"array\",\"string\",\"integer\",\"number\",\"boolean\",\"null\"]}")]
    public void A_schema_that_says_nothing_is_any_value(string schema)
    {
        OutputConstraint constraint = Fitting.Schema(schema);

        Assert.True(constraint.Fits("[[[[[[[1]]]]]]]"));
        Assert.False(constraint.Fits("[[[[[[[[]]]]]]]]"));
        Assert.True(Fitting.Schema("{\"type\":\"array\"}").Fits("[[[[[[[[1]]]]]]]]"));
    }

    /// <summary>A value is one rule, however often it comes: a hundred times a hundred times a hundred would be too many.</summary>
    [Fact]
    public void Lists_of_lists_are_not_written_out()
    {
        string schema = Enumerable.Range(0, 3).Aggregate("""{"const":1}""", static (inner, _) => $$"""{"type":"array","minItems":100,"maxItems":100,"items":{{inner}}}""");

        Assert.False(Fitting.Schema(schema).Fits("[[[]]]"));
    }

    /// <summary>31 references, one after the other, are followed.</summary>
    [Theory]
    [InlineData(31, true)]
    [InlineData(32, false)]
    public void References_to_references_come_to_an_end(int count, bool followed)
    {
        string schema = Chain(count - 1, "{\"allOf\":[{\"$ref\":\"#/$defs/0\"}]", "{\"type\":\"null\"}");

        if (followed)
        {
            Fitting.Check(Fitting.Schema(schema), "null", "1");
        }
        else
        {
            Assert.Equal("references that lead to one another", Assert.Throws<ConstraintException>(() => Fitting.Schema(schema)).Found);
        }
    }

    [Fact]
    public void Schemas_nested_too_deep_are_refused()
    {
        string schema = Chain(5000, "{\"$ref\":\"#/$defs/0\"", "{}");

        ConstraintException error = Assert.IsType<ConstraintException>(SmallStack.Catch(() => Fitting.Schema(schema)));

        Assert.Equal(("schemas nested too deep", "fewer in one another"), (error.Found, error.Wanted));
        Assert.StartsWith("#/$defs/", error.Place, System.StringComparison.Ordinal);
    }

    /// <summary>Counts up to ten thousand.</summary>
    [Fact]
    public void The_largest_count_is_held()
    {
        OutputConstraint constraint = Fitting.Schema("""{"minLength":10000,"maxLength":10000}""");

        Assert.Equal([false, true, false], new[] { 9999, 10000, 10001 }.Select(count => constraint.Fits($"\"{new string('a', count)}\"")));
    }

    /// <summary>Schemas of which each names the next.</summary>
    private static string Chain(int count, string begun, string last) =>
        $"{begun},\"$defs\":{{{string.Concat(Enumerable.Range(0, count).Select(static i => $"\"{i}\":{{\"$ref\":\"#/$defs/{i + 1}\"}},"))}\"{count}\":{last}}}}}";
}

using Assay.Model.Questions;

namespace Assay.Model.Tests;

public sealed class MergeAndSimilarityTests
{
    [Theory]
    // sets: Jaccard
    [InlineData("flags", """["a","b"]""", """["b","c"]""", 1 / 3.0)]
    [InlineData("flags", """["a"]""", """["b"]""", 0)]
    [InlineData("flags", "[]", """["b"]""", 0)]
    [InlineData("flags", "[]", "[]", 1)]
    // paths: twice the shared beginning over both lengths
    [InlineData("category", """[["food","fruit"]]""", """[["food","fish"]]""", 0.5)]
    [InlineData("category", """[["food","fruit"]]""", """[["food"]]""", 2 / 3.0)]
    [InlineData("category", """[["food","fruit"]]""", """[["tools"]]""", 0)]
    [InlineData("category", """[["food","fruit"],["tools"]]""", """[["tools"]]""", 2 / 3.0)]
    // scales
    [InlineData("stars", "1", "5", 0)]
    [InlineData("stars", "2", "3", 0.75)]
    [InlineData("topic", "\"spam\"", "\"ham\"", 0)]
    public void Similarity_follows_the_formula_of_the_kind(string question, string a, string b, double expected)
    {
        var asked = Sample.Schema.Question(question)!;
        asked.Kind.Similarity(asked, Read(question, a)!, Read(question, b)!).ShouldBe(expected, 1e-12);
    }

    [Theory]
    [InlineData("topic", """ "ham"|"spam"|"ham" """, "\"ham\"", 2 / 3.0, false)]
    // a tie goes to the first label of the schema, whoever came first
    [InlineData("topic", """ "unsure"|"ham" """, "\"ham\"", 0.5, true)]
    [InlineData("flags", """ ["c"]|["a","b"]|["b"] """, """["a","b"]""", 1 / 3.0, true)]
    [InlineData("flags", """ ["a","b"]|["a"] """, """["a"]""", 0.5, true)]
    [InlineData("flags", """ ["a"]|[]|[] """, "[]", 2 / 3.0, false)]
    [InlineData("category", """ [["tools"]]|[["food","fish"]]|[["food","fish"]] """, """[["food","fish"]]""", 2 / 3.0, false)]
    // not answered is a vote, and loses a tie
    [InlineData("stars", "4|null|null", null, 2 / 3.0, false)]
    [InlineData("note", """ "x"|null """, "\"x\"", 0.5, true)]
    // ratings: the median, of two middle ones the lower
    [InlineData("stars", "1|4|5", "4", 1 / 3.0, false)]
    [InlineData("stars", "5|5|1|1|2", "2", 0.2, false)]
    [InlineData("stars", "5|2", "2", 0.5, true)]
    // texts: white space apart, the earliest of a tie
    [InlineData("note", """ "b"|"a  c"|"a c" """, "\"a  c\"", 2 / 3.0, false)]
    [InlineData("note", """ "b"|"a" """, "\"b\"", 0.5, true)]
    public void Votes_merge_by_the_rule_of_the_kind(string question, string votes, string? expected, double support, bool tied)
    {
        var asked = Sample.Schema.Question(question)!;
        var merged = asked.Kind.Merge(asked, [.. votes.Split('|').Select(vote => Read(question, vote))]);
        merged.Answer.ShouldBe(expected is null ? null : Read(question, expected));
        merged.Support.ShouldBe(support, 1e-12);
        merged.Tied.ShouldBe(tied);
    }

    [Theory]
    [InlineData("topic", "\"spam\"", "spam", "Spam")]
    [InlineData("flags", """["b","a"]""", """["a","b"]""", "a, b")]
    [InlineData("flags", "[]", "[]", "none")]
    [InlineData("category", """[["food","fruit"]]""", """[["food","fruit"]]""", "Food / Fruit")]
    [InlineData("stars", "5", "5", "5 (great)")]
    [InlineData("stars", "4", "4", "4")]
    [InlineData("note", "\"fine\"", null, "fine")]
    public void An_answer_has_a_category_for_programs_and_words_for_people(string question, string json, string? category, string words)
    {
        var asked = Sample.Schema.Question(question)!;
        var answer = Read(question, json)!;
        asked.Kind.Category(asked, answer).ShouldBe(category);
        asked.Kind.Describe(asked, answer).ShouldBe(words);
    }

    [Fact]
    public void A_taxonomy_of_one_choice_has_its_paths_for_categories()
    {
        var one = LabelSchema.Parse("""{"fields":[{"name":"t"}],"questions":[{"name":"q","kind":"choice","mode":"taxonomy","max":1,"labels":[{"name":"food","children":["fruit"]},"tools"]}]}""").Questions[0];

        one.Kind.Categories(one).ShouldBe(["food", "food / fruit", "tools"]);
        one.Kind.Category(one, new ChoiceAnswer([LabelPath.Of("food", "fruit")])).ShouldBe("food / fruit");
    }

    [Fact]
    public void Closed_categories_stand_in_the_order_of_the_schema()
    {
        Categories("topic").ShouldBe(["spam", "ham", "unsure"]);
        Categories("stars").ShouldBe(["1", "2", "3", "4", "5"]);
        Categories("flags").ShouldBeEmpty();
        Categories("note").ShouldBeEmpty();

        static IReadOnlyList<string> Categories(string question) => Sample.Schema.Question(question) is { } asked ? asked.Kind.Categories(asked) : [];
    }

    private static Answer? Read(string question, string json) =>
        Sample.Read(question == "topic" ? $$"""{"topic":{{json}}}""" : $$"""{"topic":"spam","{{question}}":{{json}}}""")[question];
}

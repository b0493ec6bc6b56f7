using System.Diagnostics;
using Assay.Model.Questions;

namespace Assay.Model.Tests;

public sealed class RegionMergeTests
{
    private static readonly LabelSchema Schema = LabelSchema.Parse("""
        {
          "fields": [{"name": "text"}, {"name": "scan", "kind": "image"}, {"name": "call", "kind": "audio"}],
          "questions": [
            {"name": "who", "kind": "spans", "labels": ["PER", "ORG"], "required": false},
            {"name": "links", "kind": "relations", "over": "who", "labels": ["works_at"], "required": false},
            {"name": "box", "kind": "boxes", "labels": ["dog", "cat"], "required": false,
             "attributes": [{"name": "pose", "kind": "choice", "labels": ["sits", "runs"], "required": false}]},
            {"name": "outline", "kind": "polygons", "labels": ["dog"], "required": false},
            {"name": "mask", "kind": "masks", "labels": ["dog"], "required": false},
            {"name": "pose", "kind": "keypoints", "labels": ["dog"], "points": ["nose", "tail"], "required": false},
            {"name": "events", "kind": "segments", "labels": ["bark"], "required": false},
            {"name": "order", "kind": "ranking", "labels": ["a", "b", "c"], "ties": true, "required": false},
            {"name": "best", "kind": "pairwise", "a": "text", "b": "scan", "required": false}
          ]
        }
        """);

    [Theory]
    [InlineData("who", """[{"start":0,"end":4,"label":"PER"}]""", """[{"start":2,"end":6,"label":"PER"}]""", 1 / 3.0)]
    [InlineData("who", """[{"start":0,"end":4,"label":"PER"}]""", """[{"start":0,"end":4,"label":"ORG"}]""", 0)]
    [InlineData("who", """[{"start":0,"end":4,"label":"PER"}]""", "[]", 0)]
    [InlineData("who", "[]", "[]", 1)]
    // one of two found, exactly: 2 · 1 / 3
    [InlineData("who", """[{"start":0,"end":4,"label":"PER"}]""", """[{"start":0,"end":4,"label":"PER"},{"start":5,"end":9,"label":"ORG"}]""", 2 / 3.0)]
    [InlineData("box", """[{"label":"dog","x":0,"y":0,"width":10,"height":10}]""", """[{"label":"dog","x":5,"y":0,"width":10,"height":10}]""", 1 / 3.0)]
    // the same box, another pose: half of what is said is the same
    [InlineData("box", """[{"label":"dog","x":0,"y":0,"width":10,"height":10,"attributes":{"pose":"sits"}}]""", """[{"label":"dog","x":0,"y":0,"width":10,"height":10,"attributes":{"pose":"runs"}}]""", 0.5)]
    // a region has one partner
    [InlineData("events", """[{"label":"bark","start":0,"end":10},{"label":"bark","start":5,"end":15}]""", """[{"label":"bark","start":4,"end":14}]""", 2 * (9 / 11.0) / 3)]
    // a square of 16 with a hole of 4 against the whole
    [InlineData("outline", """[{"label":"dog","parts":[{"outer":[[0,0],[4,0],[4,4],[0,4]],"holes":[[[1,1],[3,1],[3,3],[1,3]]]}]}]""", """[{"label":"dog","parts":[{"outer":[[0,0],[4,0],[4,4],[0,4]]}]}]""", 12 / 16.0)]
    // two parts against one of them
    [InlineData("outline", """[{"label":"dog","parts":[{"outer":[[0,0],[4,0],[4,4],[0,4]]},{"outer":[[10,0],[12,0],[12,4],[10,4]]}]}]""", """[{"label":"dog","parts":[{"outer":[[0,0],[4,0],[4,4],[0,4]]}]}]""", 16 / 24.0)]
    // one of two points, at the same place
    [InlineData("pose", """[{"label":"dog","points":{"nose":[10,10,2],"tail":[50,50,2]}}]""", """[{"label":"dog","points":{"nose":[10,10,2]}}]""", 0.5)]
    // Kendall: one of three pairs turned round; one of three tied in one only
    [InlineData("order", """["a","b","c"]""", """["b","a","c"]""", 2 / 3.0)]
    [InlineData("order", """["a","b","c"]""", """[["a","b"],"c"]""", 1 - (0.5 / 3))]
    [InlineData("order", """["a","b","c"]""", """["c","b","a"]""", 0)]
    [InlineData("best", "\"a\"", "\"tie\"", 0.5)]
    [InlineData("best", "\"a\"", "\"b\"", 0)]
    public void Similarity_follows_the_formula_of_the_kind(string question, string a, string b, double expected)
    {
        var asked = Schema.Question(question)!;
        asked.Kind.Similarity(asked, Read(question, a)!, Read(question, b)!).ShouldBe(expected, 1e-9);
        asked.Kind.Similarity(asked, Read(question, b)!, Read(question, a)!).ShouldBe(expected, 1e-9);
    }

    [Theory]
    // the median of each side; who drew nothing is outvoted
    [InlineData("box", """[{"label":"dog","x":0,"y":0,"width":10,"height":10}]|[{"label":"dog","x":1,"y":0,"width":10,"height":12}]|[{"label":"dog","x":0,"y":1,"width":10,"height":10}]""", """[{"label":"dog","x":0,"y":0,"width":10,"height":11}]""", 1, false)]
    [InlineData("box", """[{"label":"dog","x":0,"y":0,"width":10,"height":10}]|[]|[]""", "[]", 2 / 3.0, false)]
    // of two people one: half have it, so either answer would do
    [InlineData("box", """[{"label":"dog","x":0,"y":0,"width":10,"height":10}]|[]""", "[]", 0.5, true)]
    // the commonest label; the pose of those who gave it
    [InlineData("box", """[{"label":"dog","x":0,"y":0,"width":10,"height":10,"attributes":{"pose":"sits"}}]|[{"label":"dog","x":0,"y":0,"width":10,"height":10,"attributes":{"pose":"sits"}}]|[{"label":"cat","x":0,"y":0,"width":10,"height":10,"attributes":{"pose":"runs"}}]""", """[{"label":"dog","x":0,"y":0,"width":10,"height":10,"attributes":{"pose":"sits"}}]""", 2 / 3.0, false)]
    // bounds somebody marked, those that overlap the others most
    [InlineData("who", """[{"start":0,"end":5,"label":"PER"}]|[{"start":0,"end":6,"label":"PER"}]|[{"start":0,"end":9,"label":"PER"}]""", """[{"start":0,"end":6,"label":"PER"}]""", 1 / 3.0, false)]
    // pixels of three rows of one column: 1 and 2, 2 and 3, 2
    [InlineData("mask", """[{"label":"dog","size":[3,1],"counts":"021"}]|[{"label":"dog","size":[3,1],"counts":"12"}]|[{"label":"dog","size":[3,1],"counts":"111"}]""", """[{"label":"dog","size":[3,1],"counts":"111"}]""", 1, false)]
    [InlineData("pose", """[{"label":"dog","points":{"nose":[10,10,2],"tail":[50,50,1]}}]|[{"label":"dog","points":{"nose":[12,10,2],"tail":[50,50,1]}}]|[{"label":"dog","points":{"nose":[11,10,2]}}]""", """[{"label":"dog","points":{"nose":[11,10,2],"tail":[50,50,1]}}]""", 1, false)]
    [InlineData("events", """[{"label":"bark","start":0,"end":10}]|[{"label":"bark","start":1,"end":10.5}]|[{"label":"bark","start":2,"end":11}]""", """[{"label":"bark","start":1,"end":10.5}]""", 1, false)]
    // Borda: a 1 + 1 + 3, b 2 + 3 + 1, c 3 + 2 + 2
    [InlineData("order", """["a","b","c"]|["a","c","b"]|["b","c","a"]""", """["a","b","c"]""", 1 / 3.0, false)]
    [InlineData("order", """["a","b","c"]|["b","a","c"]""", """[["a","b"],"c"]""", 0, false)]
    [InlineData("best", "\"b\"|\"a\"", "\"a\"", 0.5, true)]
    [InlineData("box", "null|null|[]", null, 2 / 3.0, false)]
    public void Votes_merge_by_the_rule_of_the_kind(string question, string votes, string? expected, double support, bool tied)
    {
        var asked = Schema.Question(question)!;
        var merged = asked.Kind.Merge(asked, [.. votes.Split('|').Select(vote => Read(question, vote))]);

        merged.Answer.ShouldBe(expected is null ? null : Read(question, expected));
        merged.Support.ShouldBe(support, 1e-12);
        merged.Tied.ShouldBe(tied);
    }

    [Theory]
    [InlineData("who", """[{"start":0,"end":4,"label":"PER"},{"start":5,"end":9,"label":"ORG"}]""", """[{"start":0,"end":4,"label":"ORG"},{"start":12,"end":15,"label":"PER"}]""", "Changed 0 0 label PER → ORG;Removed 1 - ORG 5–9;Added - 1 PER 12–15")]
    [InlineData("box", """[{"label":"dog","x":0,"y":0,"width":10,"height":10}]""", """[{"label":"dog","x":1,"y":0,"width":10,"height":10,"attributes":{"pose":"sits"}}]""", "Changed 0 0 x 0 → 1, pose: + sits")]
    [InlineData("pose", """[{"label":"dog","points":{"nose":[10,10,2]}}]""", """[{"label":"dog","points":{"nose":[11,10,1],"tail":[9,9,2]}}]""", "Changed 0 0 nose 10, 10 → 11, 10, now hidden, tail added at 9, 9")]
    [InlineData("events", """[{"label":"bark","start":0,"end":10}]""", """[{"label":"bark","start":0,"end":11}]""", "Changed 0 0 end 10 → 11")]
    [InlineData("order", """["a","b","c"]""", """["b","a","c"]""", "Changed 0 1 a: rank 1 → 2;Changed 1 0 b: rank 2 → 1")]
    [InlineData("best", "\"a\"", "\"tie\"", "Changed - - A (text) → as good")]
    public void The_difference_of_two_answers_says_which_region_and_what(string question, string before, string after, string expected)
    {
        var asked = Schema.Question(question)!;
        var changes = asked.Kind.Diff(asked, Read(question, before), Read(question, after));

        string.Join(";", changes.Select(change => $"{change.What} {change.First?.ToString() ?? "-"} {change.Second?.ToString() ?? "-"} {string.Join(", ", change.Details)}")).ShouldBe(expected);
    }

    [Fact]
    public void An_equal_region_is_never_told_though_another_pairing_would_overlap_more()
    {
        var asked = Schema.Question("events")!;
        var changes = asked.Kind.Diff(
            asked, Read("events", """[{"label":"bark","start":0,"end":10},{"label":"bark","start":4,"end":14}]"""),
            Read("events", """[{"label":"bark","start":2,"end":12},{"label":"bark","start":4,"end":14}]"""));

        changes.ShouldHaveSingleItem().Details.ShouldBe(["start 0 → 2", "end 10 → 12"]);
    }

    [Fact]
    public void Merged_relations_lead_to_merged_spans()
    {
        static string Answers(int end) => $$$"""{"who":[{"start":0,"end":{{{end}}},"label":"PER"},{"start":10,"end":14,"label":"ORG"}],"links":[{"label":"works_at","from":{"start":0,"end":{{{end}}},"label":"PER"},"to":{"start":10,"end":14,"label":"ORG"}}]}""";
        var votes = new[] { 5, 5, 6 }.Select((end, person) => new Vote(person, Schema.ReadAnswers(Answers(end)).OrThrow())).ToArray();

        var decision = TaskPolicy.Next(Schema, 3, votes, EqualVotes.Instance, 0.6).ShouldBeOfType<Decision.Completed>();

        decision.Final.ToJson().ShouldBe(Answers(5));
        Schema.ReadAnswers(decision.Final.ToJson()).Violations.ShouldBeEmpty();
    }

    [Fact]
    public void Relations_whose_spans_were_voted_down_are_in_dispute()
    {
        const string both = """{"who":[{"start":0,"end":5,"label":"PER"},{"start":10,"end":14,"label":"ORG"}],"links":[{"label":"works_at","from":{"start":0,"end":5,"label":"PER"},"to":{"start":10,"end":14,"label":"ORG"}}]}""";
        var question = Schema.Question("links")!;
        var answer = Schema.ReadAnswers(both).OrThrow()["links"]!;

        var (fitted, isWhole) = question.Kind.FitTo(question, answer, _ => Read("who", """[{"start":0,"end":5,"label":"PER"}]"""));

        (((RelationsAnswer)fitted).Regions.Count, isWhole).ShouldBe((0, false));
    }

    [Fact]
    public void Five_hundred_boxes_of_two_people_are_compared_and_those_of_five_merged_while_somebody_waits()
    {
        var question = Schema.Question("box")!;
        var random = new Random(7);
        // each overlaps its neighbours a little
        var truth = Enumerable.Range(0, 500).Select(at => (X: 50 * (at % 25), Y: 40 * (at / 25))).ToList();
        var people = Enumerable.Range(0, 5).Select(_ => Read("box", "[" + string.Join(",", truth.Select(at =>
            $$"""{"label":"dog","x":{{at.X + random.Next(4)}},"y":{{at.Y + random.Next(4)}},"width":{{60 + random.Next(4)}},"height":{{50 + random.Next(4)}} }""")) + "]")!).ToList();
        question.Kind.Similarity(question, people[0], people[1]).ShouldBeGreaterThan(0.8);

        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 10; i++) question.Kind.Similarity(question, people[0], people[1]);
        var merged = question.Kind.Merge(question, people);

        ((BoxesAnswer)merged.Answer!).Regions.Count.ShouldBe(500);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5), "a cubic comparison takes minutes");
    }

    private static Answer? Read(string question, string json)
    {
        if (json == "null") return null;
        var asked = Schema.Question(question)!;
        using var document = System.Text.Json.JsonDocument.Parse(json);
        var findings = new Findings();
        var answer = asked.Kind.ReadAnswer(asked, document.RootElement, ItemFacts.None, findings);
        findings.Violations.ShouldBeEmpty();
        return answer;
    }
}

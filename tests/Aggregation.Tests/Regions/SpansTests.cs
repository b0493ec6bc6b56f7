using System.Globalization;
using System.Text.Json;
using Assay.Aggregation.Regions;

namespace Assay.Aggregation.Tests.Regions;

public sealed class SpansTests
{
    [Fact]
    public void What_all_marked_comes_back()
    {
        LabelledSpan[] marked = [new(0, 5, "PER"), new(10, 14, "LOC"), new(14, 20, "ORG")];
        var merged = Spans.Merge([Read(100, marked, marked, marked)], 3).Documents[0];

        merged.Select(span => span.Span).ShouldBe(marked);
        merged.ShouldAllBe(span => span.Votes == 3 && span.Confidence > 0.9);
    }

    [Fact]
    public void Bounds_and_label_come_from_one_who_marked_them_together()
    {
        // three readings of one name; token by token two thirds of each letter and of no whole span would win
        var merged = Spans.Merge([Read(200, [new(10, 20, "PER")], [new(10, 20, "PER")], [new(10, 24, "ORG")])], 3).Documents[0];

        merged.ShouldHaveSingleItem().Span.ShouldBe(new LabelledSpan(10, 20, "PER"));
    }

    [Fact]
    public void What_the_careful_find_alone_is_believed_and_what_the_careless_mark_alone_is_not()
    {
        // 0 finds everything, 1 and 2 find half, 3 finds half and marks a stretch of nothing in each document
        var random = new Random(17);
        var documents = Enumerable.Range(0, 60).Select(_ =>
        {
            LabelledSpan[] all = [.. Enumerable.Range(0, 6).Select(at => new LabelledSpan(at * 30, at * 30 + 8, "E"))];
            return Read(200, all, Half(all), Half(all), [.. Half(all), new LabelledSpan(190, 198, "E")]);
        }).ToList();
        var consensus = Spans.Merge(documents, 4);

        consensus.Documents.ShouldAllBe(spans => spans.Count == 6 && spans.All(span => span.Span.Start < 190));
        consensus.Recall[0]!.Value.ShouldBeGreaterThan(0.95);
        consensus.Recall[1]!.Value.ShouldBe(0.5, 0.1);

        LabelledSpan[] Half(LabelledSpan[] all) => [.. all.Where(_ => random.Next(2) == 0)];
    }

    [Fact]
    public void Nothing_read_and_nothing_marked_give_nothing()
    {
        Spans.Merge([], 0).Documents.ShouldBeEmpty();
        var nothing = Spans.Merge([Read(50, [], []), new ReadDocument(10, [])], 3);
        nothing.Documents.ShouldAllBe(spans => spans.Count == 0);
        nothing.Converged.ShouldBeTrue();
    }

    [Fact]
    public void A_span_outside_its_document_is_refused() =>
        Should.Throw<ArgumentException>(() => Spans.Merge([Read(5, [new LabelledSpan(3, 6, "E")])], 1)).Message.ShouldContain("Document 0: span 3 to 6 is empty or outside 0 to 5.");

    [Fact]
    public void Entities_of_a_crowd_are_found_better_than_by_a_majority_of_tokens()
    {
        // 195 news texts, 45 readers; the majority of tokens has P .7827, R .5991, F1 .6787
        var majority = Crowd.Json("reference", "ner_computed.json").GetProperty("crowd_ner_token_mv").GetProperty("mv_ties_to_O").GetProperty("f1").GetDouble();
        var people = new Dictionary<string, int>();
        List<ReadDocument> documents = [];
        List<LabelledSpan[]> gold = [];
        foreach (var line in File.ReadLines(Crowd.Path("crowd", "ner_mturk", "docs.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            if (!json.RootElement.GetProperty("crowd").EnumerateObject().Any()) continue;
            gold.Add(OfTags(json.RootElement.GetProperty("gold")));
            documents.Add(new ReadDocument(json.RootElement.GetProperty("gold").GetArrayLength(), [.. json.RootElement.GetProperty("crowd").EnumerateObject().Select(reader =>
            {
                people.TryAdd(reader.Name, people.Count);
                return (people[reader.Name], (IReadOnlyList<LabelledSpan>)OfTags(reader.Value));
            })]));
        }
        var consensus = Spans.Merge(documents, people.Count);

        int both = 0, ours = 0, theirs = 0;
        foreach (var (merged, right) in consensus.Documents.Zip(gold))
        {
            both += merged.Count(span => right.Contains(span.Span));
            ours += merged.Count;
            theirs += right.Length;
        }
        var f1 = 2.0 * both / (ours + theirs);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"P {(double)both / ours:F4} R {(double)both / theirs:F4} F1 {f1:F4}, majority {majority}"));
        f1.ShouldBeGreaterThan(majority + 0.05);
        documents.Count.ShouldBe(195);
    }

    private static ReadDocument Read(int length, params LabelledSpan[][] readers) => new(length, [.. readers.Select((spans, reader) => (reader, (IReadOnlyList<LabelledSpan>)spans))]);

    private static LabelledSpan[] OfTags(JsonElement tags)
    {
        var spans = new List<LabelledSpan>();
        foreach (var (at, tag) in tags.EnumerateArray().Select(tag => tag.GetString()!).Index())
        {
            if (tag == "O") continue;
            if (tag[0] == 'I' && spans.Count > 0 && spans[^1] is var last && last.End == at && last.Label == tag[2..]) spans[^1] = last with { End = at + 1 };
            else spans.Add(new LabelledSpan(at, at + 1, tag[2..]));
        }
        return [.. spans];
    }
}

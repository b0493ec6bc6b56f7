using System.Globalization;
using System.Text.Json;
using Assay.Aggregation.Regions;

namespace Assay.Aggregation.Tests.Regions;

public sealed class BoxesTests
{
    [Fact]
    public void What_all_drew_comes_back()
    {
        LabelledBox[] drawn = [new(0, 0, 10, 10, "cat"), new(20, 5, 40, 30, "dog")];
        Boxes.Merge([See(drawn, drawn, drawn)], 3).Images[0].Select(box => box.Box).ShouldBe(drawn);
    }

    [Fact]
    public void One_of_three_who_draws_badly_does_not_move_the_box()
    {
        var merged = Boxes.Merge([See([new(0, 0, 10, 10, "cat")], [new(0, 0, 10, 10, "cat")], [new(0, 0, 10, 16, "dog")])], 3).Images[0];

        merged.ShouldHaveSingleItem().Box.ShouldBe(new LabelledBox(0, 0, 10, 10, "cat"));
        merged[0].Votes.ShouldBe(3);
    }

    [Fact]
    public void Two_boxes_of_one_person_stay_two_however_close()
    {
        LabelledBox[] pair = [new(0, 0, 10, 10, "cat"), new(1, 0, 11, 10, "cat")];
        Boxes.Merge([See(pair, pair, pair)], 3).Images[0].Count.ShouldBe(2);
    }

    [Fact]
    public void A_box_that_one_of_many_sees_is_left_out()
    {
        LabelledBox[] all = [new(0, 0, 10, 10, "cat")];
        Boxes.Merge([.. Enumerable.Range(0, 20).Select(_ => See(all, all, all, all, [.. all, new LabelledBox(50, 50, 60, 60, "cat")]))], 5)
            .Images.ShouldAllBe(boxes => boxes.Count == 1);
    }

    [Fact]
    public void A_box_without_area_is_refused() =>
        Should.Throw<ArgumentException>(() => Boxes.Merge([See([new LabelledBox(3, 3, 3, 9, "cat")])], 1)).Message.ShouldContain("Image 0: box 3, 3 to 3, 9 has no area.");

    [Fact]
    public void People_in_photographs_are_found_better_than_by_those_who_looked()
    {
        var people = new Dictionary<int, int>();
        var answers = File.ReadLines(Crowd.Path("crowd", "bbox", "answers.jsonl")).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            var worker = json.RootElement.GetProperty("worker").GetInt32();
            people.TryAdd(worker, people.Count);
            return (Item: json.RootElement.GetProperty("item").GetInt32(), Worker: people[worker], Boxes: OfJson(json.RootElement.GetProperty("boxes")));
        }).ToLookup(answer => answer.Item);
        var gold = Crowd.Json("crowd", "bbox", "gold.json").EnumerateObject().ToDictionary(item => int.Parse(item.Name, CultureInfo.InvariantCulture), item => OfJson(item.Value));
        int[] items = [.. gold.Keys.Order()];
        var consensus = Boxes.Merge([.. items.Select(item => new SeenImage([.. answers[item].Select(answer => (answer.Worker, answer.Boxes))]))], people.Count);
        var ours = items.Zip(consensus.Images).ToDictionary(pair => pair.First, pair => (IReadOnlyList<LabelledBox>)[.. pair.Second.Select(box => box.Box)]);

        // at IoU 0.5, pooled over the images each worked on
        var workers = answers.SelectMany(answer => answer).Where(answer => gold.ContainsKey(answer.Item)).GroupBy(answer => answer.Worker).Select(mine => (
            Images: mine.Count(), Worker: F1(mine.Select(answer => (answer.Boxes, gold[answer.Item]))), Ours: F1(mine.Select(answer => (ours[answer.Item], gold[answer.Item]))))).ToList();
        var overall = F1(items.Select(item => (ours[item], gold[item])));
        var seasoned = workers.Where(worker => worker.Images >= 10).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"consensus {overall:F4}, all workers {F1(answers.SelectMany(answer => answer).Where(answer => gold.ContainsKey(answer.Item)).Select(answer => (answer.Boxes, gold[answer.Item]))):F4}, "
            + $"at least as good as {workers.Count(worker => worker.Ours >= worker.Worker)} of {workers.Count} workers, {seasoned.Count(worker => worker.Ours >= worker.Worker)} of {seasoned.Count} with ten images, "
            + $"mean over those: workers {seasoned.Average(worker => worker.Worker):F4}, consensus {seasoned.Average(worker => worker.Ours):F4}, best {seasoned.Max(worker => worker.Worker):F4}"));

        overall.ShouldBeGreaterThan(0.78);
        seasoned.Count(worker => worker.Ours >= worker.Worker).ShouldBeGreaterThanOrEqualTo(seasoned.Count - 1);
        workers.Count(worker => worker.Ours >= worker.Worker).ShouldBeGreaterThan(workers.Count * 4 / 5);
    }

    private static SeenImage See(params LabelledBox[][] views) => new([.. views.Select((boxes, view) => (view, (IReadOnlyList<LabelledBox>)boxes))]);

    private static IReadOnlyList<LabelledBox> OfJson(JsonElement boxes) => [.. boxes.EnumerateArray().Select(box => new LabelledBox(
        box[0].GetDouble(), box[1].GetDouble(), box[2].GetDouble(), box[3].GetDouble(), "person")).Where(box => box.Right > box.Left && box.Bottom > box.Top)];

    /// <summary>Greedy matching from the highest IoU down to 0.5.</summary>
    private static double F1(IEnumerable<(IReadOnlyList<LabelledBox> Found, IReadOnlyList<LabelledBox> Gold)> images)
    {
        int both = 0, all = 0;
        foreach (var (found, gold) in images)
        {
            all += found.Count + gold.Count;
            HashSet<int> used = [], taken = [];
            foreach (var (f, g, iou) in (from f in Enumerable.Range(0, found.Count) from g in Enumerable.Range(0, gold.Count) select (f, g, iou: found[f].Iou(gold[g]))).OrderByDescending(pair => pair.iou))
                if (iou >= 0.5 && !used.Contains(f) && !taken.Contains(g) && used.Add(f) && taken.Add(g)) both += 2;
        }
        return all == 0 ? 1 : (double)both / all;
    }
}

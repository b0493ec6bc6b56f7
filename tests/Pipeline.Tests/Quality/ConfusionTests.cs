using System.Globalization;
using Assay.Model;
using Assay.Pipeline.Quality.Measuring;

namespace Assay.Pipeline.Tests.Quality;

public sealed class ConfusionTests
{
    [Theory]
    [Engines]
    public async Task Every_cell_leads_to_as_many_answers_as_it_counts(string engine)
    {
        using var bench = new Bench(engine);
        var (history, memory) = await History(bench);
        var confusions = new Confusions(bench.Db, memory);
        var (first, second) = (Id(history.People[0]), Id(history.People[1]));
        foreach (var (a, b) in ((string?, string?)[])[(null, null), (first, second), (second, first), (first, "final"), ("final", first), (first, null), ("everybody", "final")])
        {
            var matrix = await confusions.Of(history.Project, "topic", a, b);
            matrix.Counts.Sum(row => row.Sum()).ShouldBeGreaterThan(0);
            var tasks = new HashSet<long>();
            for (var row = 0; row < 3; row++)
                for (var column = 0; column < 3; column++)
                {
                    var cell = await Walk(confusions, history.Project, a, b, matrix.Labels[row], matrix.Labels[column]);
                    cell.Sum(task => task.Count).ShouldBe((int)matrix.Counts[row][column]);
                    cell.Select(task => task.TaskId).ShouldBe(cell.Select(task => task.TaskId).Distinct().Order());
                    cell.ShouldAllBe(task => task.A == matrix.Labels[row] && task.B == matrix.Labels[column] && task.Excerpt.StartsWith("item ", StringComparison.Ordinal));
                    tasks.UnionWith(cell.Select(task => task.TaskId));
                }

            matrix.Tasks.ShouldBe(tasks.Count);
        }
    }

    [Theory]
    [Engines]
    public async Task The_matrix_of_the_report_is_the_one_of_the_final_labels_against_everybody(string engine)
    {
        using var bench = new Bench(engine);
        var (history, memory) = await History(bench);
        var report = await new QualityReports(bench.Db, memory, bench.Clock).Now(history.Project);

        var matrix = await new Confusions(bench.Db, memory).Of(history.Project, "topic", null, null);

        (matrix.A, matrix.B).ShouldBe(("final", "everybody"));
        matrix.Counts.ShouldBe(report.Questions[0].Confusion!.Counts);
        matrix.Labels.ShouldBe(report.Questions[0].Confusion!.Labels);
    }

    [Theory]
    [Engines]
    public async Task Two_people_turned_round_are_the_matrix_turned_round(string engine)
    {
        using var bench = new Bench(engine);
        var (history, memory) = await History(bench);
        var confusions = new Confusions(bench.Db, memory);
        var (one, other) = (Id(history.People[0]), Id(history.People[1]));

        var matrix = await confusions.Of(history.Project, "stars", one, other);
        var turned = await confusions.Of(history.Project, "stars", other, one);

        matrix.Labels.ShouldBe(["1", "2", "3", "4", "5"]);
        for (var row = 0; row < 5; row++)
            for (var column = 0; column < 5; column++)
                matrix.Counts[row][column].ShouldBe(turned.Counts[column][row]);
    }

    [Theory]
    [Engines]
    public async Task The_worst_tasks_come_page_by_page_with_the_votes_as_they_are_stored(string engine)
    {
        using var bench = new Bench(engine);
        var (history, memory) = await History(bench);
        var worst = new WorstTasks(bench.Db, memory);
        foreach (var question in (string[])["topic", "tags", "stars", "why"])
        {
            var all = await worst.Of(history.Project, question, 0, 200);
            all.Tasks.ShouldNotBeEmpty();
            all.Next.ShouldBeNull();
            all.Tasks.Select(task => -task.AgainstChance).ShouldBeInOrder();
            all.Tasks.ShouldAllBe(task => task.Votes.Sum(vote => vote.Count) == task.Answers && task.Votes.Count > 1 && task.Status != LabelingStatus.Archived);
            var (paged, after) = (new List<WorstTask>(), (int?)0);
            while (after is { } from)
            {
                var page = await worst.Of(history.Project, question, from, 3);
                paged.AddRange(page.Tasks);
                after = page.Next;
            }

            paged.Select(task => task.TaskId).ShouldBe(all.Tasks.Select(task => task.TaskId));
        }
    }

    [Theory]
    [InlineData("colour", null, null, "question", "There is no question \"colour\"; there are topic, tags, stars, why.")]
    [InlineData("why", null, null, "question", "Answers to \"why\" are free, so that they have no confusion matrix.")]
    [InlineData("tags", null, null, "question", "Answers to \"tags\" are sets of labels, which have no confusion matrix.")]
    [InlineData("topic", "ann", null, "a", "\"ann\" is neither the id of a person nor \"final\" nor \"everybody\".")]
    [InlineData("topic", "1", "999999", "b", "Person 999999 has given no answer in this project that counts.")]
    [InlineData("topic", "1", "1", "b", "a and b are both 1; name two people, or one person or everybody and the final labels.")]
    [InlineData("topic", "1", "everybody", "b", "1 and everybody cannot be compared: everybody only with final.")]
    public async Task What_cannot_be_compared_is_said_in_words(string question, string? a, string? b, string path, string message)
    {
        using var bench = new Bench("sqlite");
        var (history, memory) = await History(bench);

        var wrong = (await Should.ThrowAsync<Invalid>(() => new Confusions(bench.Db, memory).Of(history.Project, question, a, b))).Violations.ShouldHaveSingleItem();

        (wrong.Path, wrong.Message).ShouldBe((path, message));
    }

    [Fact]
    public async Task A_label_that_is_none_and_a_page_too_far_are_said_in_words()
    {
        using var bench = new Bench("sqlite");
        var (history, memory) = await History(bench);

        var wrong = await Should.ThrowAsync<Invalid>(() => new Confusions(bench.Db, memory).Tasks(history.Project, "topic", null, null, "sport", "art", 0, 10));
        wrong.Violations.Single().Message.ShouldBe("\"art\" is no label of \"topic\"; there are sport, world, business.");
        (await Should.ThrowAsync<Invalid>(() => new WorstTasks(bench.Db, memory).Of(history.Project, "topic", 20_000, 10)))
            .Violations.Single().Message.ShouldBe("after is 20000; it must be 0 to 10000.");
        await Should.ThrowAsync<Invalid>(() => new WorstTasks(bench.Db, memory).Of(history.Project, "colour", 0, 10));
    }

    private static async Task<(RandomHistory History, VoteMemory Memory)> History(Bench bench)
    {
        var history = new RandomHistory(bench, 7);
        await history.Begin();
        await history.Steps(150);
        return (history, new VoteMemory(bench.Db));
    }

    private static async Task<List<CellTask>> Walk(Confusions confusions, long project, string? a, string? b, string row, string column)
    {
        var tasks = new List<CellTask>();
        for (var after = (long?)0; after is { } from;)
        {
            var page = await confusions.Tasks(project, "topic", a, b, row, column, from, 2);
            tasks.AddRange(page.Tasks);
            page.Total.ShouldBeGreaterThanOrEqualTo(tasks.Count);
            after = page.Next;
        }

        return tasks;
    }

    private static string Id(long person) => person.ToString(CultureInfo.InvariantCulture);
}

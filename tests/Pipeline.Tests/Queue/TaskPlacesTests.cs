using Assay.Pipeline.Queue;
using Assay.TestKit;
using CsCheck;

namespace Assay.Pipeline.Tests.Queue;

public sealed class TaskPlacesTests
{
    [Fact]
    public void A_place_never_outdoes_a_priority_and_both_are_read_back() =>
        Gen.Select(Gen.Long[-Ranks.LargestPriority, Ranks.LargestPriority], Gen.Int[1, 2], Gen.Int[0, Ranks.Places - 1]).Sample((priority, kind, place) =>
        {
            var rank = Ranks.At(Ranks.Of(priority), (PlaceKind)kind, place);
            return Ranks.Priority(rank) == priority && Ranks.Kind(rank) == (PlaceKind)kind && rank < Ranks.Of(priority) && rank > Ranks.Of(priority + 1)
                && Ranks.BeforeAll(rank) < rank && Ranks.Priority(Ranks.BeforeAll(rank)) == priority && Ranks.Kind(Ranks.BeforeAll(rank)) is null;
        });

    [Theory]
    [Engines]
    public async Task Tasks_brought_forward_come_next_in_their_order_and_say_why_and_the_rest_as_before(string engine)
    {
        using var bench = new Bench(engine);
        var person = await TestProject.Person(bench.Db, "p");
        var project = await TestProject.Create(bench.Db, person);
        var tasks = await TestProject.Tasks(bench.Db, project, 8, i => i == 6 ? 1 : 0);
        (await Next()).ShouldBe((tasks[6], "next"), "a priority comes first");
        await bench.Db.Write(project, session => TaskPlaces.Put(session, project, PlaceKind.Easy, [tasks[5], tasks[2]], 0, 0));
        await bench.Db.Write(project, session => TaskPlaces.Put(session, project, PlaceKind.Informative, [tasks[4]], 0, 0));
        (await Next()).ShouldBe((tasks[4], "informative"));
        (await Next()).ShouldBe((tasks[5], "easy"));
        (await Next()).ShouldBe((tasks[2], "easy"));
        (await Next()).ShouldBe((tasks[0], "next"));

        async Task<(long, string)> Next()
        {
            var task = (await bench.Queue.Claim(project, person)).Tasks[0];
            await bench.Submit(project, person, task.Id);
            return (task.Id, task.Reason);
        }
    }

    [Theory]
    [Engines]
    public async Task A_task_that_is_drawn_for_an_audit_stays_before_all_others(string engine)
    {
        using var bench = new Bench(engine);
        var person = await TestProject.Person(bench.Db, "p");
        var project = await TestProject.Create(bench.Db, person);
        var tasks = await TestProject.Tasks(bench.Db, project, 3);
        await bench.Db.Write(project, session => session.Execute("UPDATE task SET rank = @rank WHERE id = @id", new { rank = Ranks.BeforeAll(0), id = tasks[1] }));
        (await bench.Db.Write(project, session => TaskPlaces.Put(session, project, PlaceKind.Easy, [tasks[2], tasks[1]], 0, 0))).ShouldBe(1);
        (await bench.Db.Write(project, session => TaskPlaces.Clear(session, project, [tasks[1]], 0))).ShouldBe(0);
        (await bench.Queue.Claim(project, person)).Tasks[0].Id.ShouldBe(tasks[1]);
    }

    [Theory]
    [Engines]
    public async Task A_task_that_somebody_holds_or_has_answered_is_never_moved_and_cleared_ones_come_as_they_were(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2);
        var tasks = await TestProject.Tasks(bench.Db, project, 4);
        await bench.Queue.Claim(project, people[0]);
        await bench.Submit(project, people[0], tasks[0]);
        await bench.Queue.Claim(project, people[0]);
        (await bench.Db.Write(project, session => TaskPlaces.Put(session, project, PlaceKind.Informative, [.. tasks.Reverse()], 0, 0))).ShouldBe(2);
        Placed(PlaceKind.Informative).ShouldBe([tasks[3], tasks[2]]);
        Placed(PlaceKind.Easy).ShouldBeEmpty();
        (await bench.Db.Write(project, session => TaskPlaces.Clear(session, project, [tasks[3]], 0))).ShouldBe(1);
        (await bench.Queue.Claim(project, people[1])).Tasks[0].Id.ShouldBe(tasks[2]);
        Placed(PlaceKind.Informative).ShouldBeEmpty();

        IEnumerable<long> Placed(PlaceKind kind) => bench.Db.Read(session => TaskPlaces.Placed(session, project, kind, null, 10)).Select(task => task.Id);
    }

    [Theory]
    [Engines]
    public async Task Those_with_a_place_are_found_page_by_page_whatever_their_priority_and_the_places_of_others(string engine)
    {
        using var bench = new Bench(engine);
        var person = await TestProject.Person(bench.Db, "p");
        var project = await TestProject.Create(bench.Db, person);
        var other = await TestProject.Create(bench.Db, person);
        var tasks = await TestProject.Tasks(bench.Db, project, 120);
        var random = new Random(5);
        var ranks = new Dictionary<long, long>();
        foreach (var task in tasks)
        {
            var rank = Ranks.Of(random.Next(-2, 3) * (random.Next(2) == 0 ? 1 : Ranks.LargestPriority / 2));
            ranks[task] = random.Next(6) switch
            {
                0 => Ranks.At(rank, PlaceKind.Easy, random.Next(3) * Ranks.Places / 2), // the last place of a kind holds any number
                1 or 2 => Ranks.At(rank, PlaceKind.Informative, random.Next(3) * Ranks.Places / 2),
                3 => Ranks.BeforeAll(rank),
                4 => Ranks.BeforeAudits(rank),
                _ => rank,
            };
        }

        await bench.Db.Write(project, session => session.Execute("UPDATE task SET rank = @Value WHERE id = @Key", ranks));
        foreach (var elsewhere in await TestProject.Tasks(bench.Db, other, 2))
            await bench.Db.Write(other, session => TaskPlaces.Put(session, other, PlaceKind.Informative, [elsewhere], 0, 0));

        foreach (var kind in Enum.GetValues<PlaceKind>().Distinct())
        {
            var found = new List<long>();
            for (PlacedTask? last = null; bench.Db.Read(session => TaskPlaces.Placed(session, project, kind, last, 7)) is { Count: > 0 } page; last = page[^1])
                found.AddRange(page.Select(task => task.Id));
            found.ShouldBe(tasks.Where(task => Ranks.Kind(ranks[task]) == kind).OrderBy(task => ranks[task]).ThenBy(task => task));
        }
    }
}

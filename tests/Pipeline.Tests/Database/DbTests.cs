using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Tests.Database;

public sealed class DbTests
{
    [Theory, Engines]
    public void A_read_within_a_read_is_refused_since_it_could_wait_for_ever(string engine)
    {
        using var bench = new Bench(engine);
        Should.Throw<InvalidOperationException>(() => bench.Db.Read(_ => bench.One<long>("SELECT 1"))).Message.ShouldContain("within a read");
        var counts = new RecentCounts(bench.Db, bench.Clock);
        counts.Of(1).Total.ShouldBe(0);
        Should.Throw<InvalidOperationException>(() => bench.Db.Read(_ => counts.Of(1))).Message.ShouldContain("within a read", customMessage: "known counts need no session today, and will tomorrow");
        bench.One<long>("SELECT 1").ShouldBe(1, "the refusal is over with the read");
    }

    [Theory, Engines]
    public async Task Far_more_readers_than_sessions_are_all_served(string engine)
    {
        using var bench = new Bench(engine);
        var read = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => bench.One<long>("SELECT @i", new { i = (long)i }))));
        read.Order().ShouldBe(Enumerable.Range(0, 200).Select(i => (long)i));
    }

    [Theory, Engines]
    public async Task A_rule_broken_by_one_of_a_group_costs_the_others_nothing(string engine)
    {
        using var bench = new Bench(engine);
        var writes = Enumerable.Range(0, 100).Select(i => bench.Db.Write(session =>
        {
            session.Execute("INSERT INTO setting (name, value) VALUES (@name, 'x')", new { name = $"n{i:D3}" });
            if (i % 10 == 3)
                throw new Model.Conflict("no");
        })).ToList();
        foreach (var (i, write) in writes.Index())
            if (i % 10 == 3)
                await Should.ThrowAsync<Model.Conflict>(() => write);
            else
                await write;
        bench.One<long>("SELECT count(*) FROM setting WHERE name LIKE 'n%'").ShouldBe(90);
    }
}

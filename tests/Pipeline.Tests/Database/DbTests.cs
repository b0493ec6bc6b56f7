using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;
using Assay.TestKit;

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

    [Theory, Engines]
    public async Task Patient_work_goes_with_a_transaction_of_others_a_piece_with_each_and_otherwise_waits_for_a_quiet_moment(string engine)
    {
        using var bench = new Bench(engine);
        var project = await TestProject.Create(bench.Db, await TestProject.Person(bench.Db, "p"));
        var (order, saw) = (new List<string>(), new Dictionary<string, (long Own, long Others)>());
        using var isHeld = new ManualResetEventSlim();
        var held = bench.Db.Write(project, _ => isHeld.Wait(TestContext.Current.CancellationToken));
        Task[] all = [held, .. ((string[])["p1", "p2"]).Select(Beside), .. ((string[])["a", "b"]).Select(Write)];

        isHeld.Set();
        await Task.WhenAll(all);

        order.ShouldBe(["a", "b", "p1", "p2"]);
        saw["p1"].ShouldBe((2, 0), "the rows of its own transaction, which nobody else sees yet");
        saw["p2"].ShouldBe((3, 3), "alone, after the others");

        Task Write(string name) => bench.Db.Write(project, session => Add(session, name));
        Task Beside(string name) => bench.Db.WriteBeside(project, session =>
        {
            saw[name] = (Count(session), bench.Db.Read(Count));
            Add(session, name);
        });
        long Count(Session session) => session.One<long>("SELECT count(*) FROM setting WHERE name LIKE 'beside %'");
        void Add(Session session, string name)
        {
            order.Add(name);
            session.Execute("INSERT INTO setting (name, value) VALUES (@name, 'x')", new { name = $"beside {name}" });
        }
    }

    [Theory, Engines]
    public async Task Patient_work_that_fails_costs_those_it_went_with_nothing(string engine)
    {
        using var bench = new Bench(engine);
        var project = await TestProject.Create(bench.Db, await TestProject.Person(bench.Db, "p"));
        using var isHeld = new ManualResetEventSlim();
        var held = bench.Db.Write(project, _ => isHeld.Wait(TestContext.Current.CancellationToken));
        var patient = bench.Db.WriteBeside(project, session =>
        {
            session.Execute("INSERT INTO setting (name, value) VALUES ('patient', 'x')");
            throw new Model.Conflict("no");
        });
        var other = bench.Db.Write(project, session => session.Execute("INSERT INTO setting (name, value) VALUES ('other', 'x')"));

        isHeld.Set();

        await held;
        await other;
        await Should.ThrowAsync<Model.Conflict>(() => patient);
        bench.One<long>("SELECT count(*) FROM setting WHERE name IN ('patient', 'other')").ShouldBe(1);
    }

    [Theory, Engines]
    public async Task Patient_work_is_done_before_the_database_is_closed(string engine)
    {
        using var database = TestDb.Create(engine);
        var project = await TestProject.Create(database.Db, await TestProject.Person(database.Db, "p"));
        using var isHeld = new ManualResetEventSlim();
        var db = Db.Open(database.Folder, database.Db.ConnectionString);
        var held = db.Write(project, _ => isHeld.Wait(TestContext.Current.CancellationToken));
        var patient = db.WriteBeside(project, session => session.Execute("INSERT INTO setting (name, value) VALUES ('patient', 'x')"));
        var closing = Task.Run(db.Dispose, TestContext.Current.CancellationToken);

        isHeld.Set();

        await Task.WhenAll(held, patient, closing);
        database.Db.Read(session => session.One<long>("SELECT count(*) FROM setting WHERE name = 'patient'")).ShouldBe(1);
    }
}

namespace Assay.Pipeline.Tests.Database;

public sealed class SqliteCheckpointTests
{
    /// <summary>Below the limit at which a commit would do it itself.</summary>
    private const int MostPages = 14_000;

    [Fact]
    public async Task The_log_is_moved_into_the_database_between_commits_and_not_within_one()
    {
        using var bench = new Bench("sqlite");
        var page = new string('x', 4000);
        for (var written = 0; Log(bench).Moved == 0; written += 100)
        {
            written.ShouldBeLessThan(MostPages, "nobody but the writer moved anything");
            await bench.Db.Write(session => session.Execute(
                "INSERT INTO setting (name, value) VALUES (@name, @page)", Enumerable.Range(written, 100).Select(i => new { name = $"n{i}", page })));
        }

        Log(bench).Pages.ShouldBeGreaterThanOrEqualTo(4_000, "a log that holds little is left alone");
    }

    private static (long Pages, long Moved) Log(Bench bench) => bench.Db.Read(session =>
    {
        var (_, pages, moved) = session.One<(long Busy, long Pages, long Moved)>("PRAGMA wal_checkpoint(NOOP)");
        return (pages, moved);
    });
}

using Assay.Pipeline.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;

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

        Log(bench).Pages.ShouldBeGreaterThanOrEqualTo(1_000, "a log that holds little is left alone");
    }

    [Fact]
    public async Task The_log_begins_anew_before_a_commit_would_have_to_move_it()
    {
        using var bench = new Bench("sqlite");
        var page = new string('x', 4000);
        var (longest, anew, last) = (0L, 0, 0L);
        for (var written = 0; anew < 3; written += 50)
        {
            written.ShouldBeLessThan(10 * MostPages, "the log grows on and on");
            var first = written;
            await Task.WhenAll(Enumerable.Range(0, 5).Select(i => bench.Db.Write(session => session.Execute(
                "INSERT INTO setting (name, value) VALUES (@name, @page)",
                Enumerable.Range(first + (10 * i), 10).Select(n => new { name = $"n{n}", page })))));
            var pages = Log(bench).Pages;
            anew += pages < last ? 1 : 0;
            (longest, last) = (Math.Max(longest, pages), pages);
        }

        longest.ShouldBeLessThan(MostPages);
    }

    [Fact]
    public void The_database_file_is_synced_through_the_connection_that_has_it_open()
    {
        using var bench = new Bench("sqlite");
        using var connection = (SqliteConnection)bench.Db.Dialect.Open();
        SqliteFile.Flush(connection.Handle!).ShouldBe(raw.SQLITE_OK);
    }

    [Fact]
    public void A_database_without_a_file_has_nothing_to_sync()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        SqliteFile.Flush(connection.Handle!).ShouldBeOneOf(raw.SQLITE_OK, raw.SQLITE_MISUSE);
    }

    private static (long Pages, long Moved) Log(Bench bench) => bench.Db.Read(session =>
    {
        var (_, pages, moved) = session.One<(long Busy, long Pages, long Moved)>("PRAGMA wal_checkpoint(NOOP)");
        return (pages, moved);
    });
}

using Assay.Pipeline.Database;
using Assay.TestKit;

namespace Assay.Cli.Tests;

public sealed class MigrateCommandTests
{
    [Fact]
    public async Task A_check_names_what_is_missing_and_changes_nothing()
    {
        using var shell = new Shell();

        var ran = await shell.Run("migrate", "--check");

        ran.Exit.ShouldBe(1);
        ran.Output.ShouldContain("missing 0001_people_and_projects");
        Directory.Exists(shell.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task Migrating_applies_everything_once()
    {
        using var shell = new Shell();

        (await shell.Run("migrate", "--json")).Json.GetProperty("applied").GetArrayLength().ShouldBe(Migrations.All.Count);
        (await shell.Run("migrate", "--json")).Json.GetProperty("applied").GetArrayLength().ShouldBe(0);
        (await shell.Run("migrate", "--check")).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task It_does_the_same_on_PostgreSQL()
    {
        Assert.SkipUnless(PostgresCluster.IsThere, PostgresCluster.Missing);
        using var shell = new Shell();
        var database = PostgresCluster.NewDatabase();

        (await shell.Run("migrate", "--check", "--db", database)).Exit.ShouldBe(1);
        (await shell.Run("migrate", "--db", database)).Exit.ShouldBe(0);
        (await shell.Run("migrate", "--check", "--db", database)).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_in_one_line()
    {
        using var shell = await new Shell().WithOwner();
        using (var db = Db.Open(shell.Data))
            await db.Write(session => session.Execute("INSERT INTO migration (number, name) VALUES (9999, 'later')"));

        var ran = await shell.Run("user", "list");

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("9999");
    }
}

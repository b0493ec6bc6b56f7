using Assay.Model;
using Assay.Pipeline.People;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.People;

public sealed class AccountsTests
{
    private const string Password = "correct horse battery";

    [Theory, Engines]
    public async Task An_address_is_one_account_whatever_its_case_and_whoever_is_faster(string engine)
    {
        using var test = TestDb.Create(engine);
        using var accounts = new Accounts(test.Db, new FakeClock());
        var made = await Task.WhenAll(((string[])["Ünal@Example.org", "ünal@example.ORG"]).Select(async email =>
        {
            try
            {
                return (await accounts.Create("Ünal", email, Password, isAdmin: false)).Id;
            }
            catch (Conflict)
            {
                return -1;
            }
        }));
        made.Count(id => id > 0).ShouldBe(1);
        accounts.Find("ÜNAL@EXAMPLE.ORG").ShouldNotBeNull();
    }

    [Theory, Engines]
    public async Task A_right_password_forgets_the_wrong_ones_before_it(string engine)
    {
        using var test = TestDb.Create(engine);
        using var accounts = new Accounts(test.Db, new FakeClock());
        await accounts.Create("Ada", "ada@example.org", Password, isAdmin: false);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 1; i < Accounts.Attempts; i++)
                (await accounts.SignIn("ada@example.org", "wrong password")).ShouldBe(new SignIn(null, null));
            (await accounts.SignIn("ada@example.org", Password)).Account!.Name.ShouldBe("Ada");
        }
    }

    [Theory, Engines]
    public async Task A_password_set_from_outside_unlocks_the_account_and_ends_its_sessions(string engine)
    {
        using var test = TestDb.Create(engine);
        using var accounts = new Accounts(test.Db, new FakeClock());
        var made = await accounts.Create("Ada", "ada@example.org", Password, isAdmin: true);
        for (var i = 0; i < Accounts.Attempts; i++)
            await accounts.SignIn("ada@example.org", "wrong password");
        (await accounts.SignIn("ada@example.org", Password)).LockedUntil.ShouldNotBeNull();
        var changed = await accounts.SetPassword(made.Id, "another horse battery");
        changed.SecurityStamp.ShouldNotBe(made.SecurityStamp);
        (await accounts.SignIn("ada@example.org", "another horse battery")).Account.ShouldNotBeNull();
    }

    [Theory, Engines]
    public async Task Nobody_signs_in_as_a_simulated_person(string engine)
    {
        using var test = TestDb.Create(engine);
        using var accounts = new Accounts(test.Db, new FakeClock());
        await accounts.CreateSimulated("Robin", "robin@simulated.invalid");
        (await accounts.SignIn("robin@simulated.invalid", "")).Account.ShouldBeNull();
        accounts.Any().ShouldBeFalse();
    }

    [Theory, Engines]
    public async Task What_was_done_to_accounts_is_on_record(string engine)
    {
        using var test = TestDb.Create(engine);
        using var accounts = new Accounts(test.Db, new FakeClock());
        var made = await accounts.Create("Ada", "ada@example.org", Password, isAdmin: true);
        await accounts.SetPassword(made.Id, "another horse battery");
        await accounts.SetDisabled(made.Id, true);
        test.Db.Read(session => session.Query<string>("SELECT what FROM audit ORDER BY id").ToList())
            .ShouldBe(["account_created", "password_changed", "account_disabled"]);
    }
}

using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.People;

/// <summary>
/// The first start: a one-time link, printed where the server was started, makes the owner of the installation. Whoever can read
/// the server's output may own it; whoever merely reaches its address may not.
/// </summary>
public sealed class SetUp(Db db, Accounts accounts, TimeProvider clock)
{
    private const string Setting = "setup_token";

    public bool Needed() => !accounts.Any();

    /// <summary>A fresh token for the link, voiding an earlier one; null when there is an owner already.</summary>
    public async Task<string?> NewToken()
    {
        if (!Needed())
            return null;
        var token = Secret.New();
        await db.Write(session => session.Execute(
            "INSERT INTO setting (name, value) VALUES (@Setting, @hash) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            new { Setting, hash = Secret.Hash(token) }));
        return token;
    }

    /// <summary>Makes the owner. The token's row is the proof, and taking it is what ends the set-up: of two who hold the link, one becomes owner.</summary>
    public async Task<Account> MakeOwner(string token, string? name, string? email, string? password)
    {
        var hash = Secret.Hash(token);
        if (!db.Read(session => session.One<bool>("SELECT EXISTS (SELECT 1 FROM setting WHERE name = @Setting AND value = @hash)", new { Setting, hash })))
            throw Spent();
        var account = await accounts.Prepare(name, email, password);
        account.IsAdmin = true;
        await accounts.Store(
            account,
            session =>
            {
                if (session.Execute("DELETE FROM setting WHERE name = @Setting AND value = @hash", new { Setting, hash }) == 0)
                    throw Spent();
            },
            session => Audit.Add(session, clock.GetUtcNow().ToUnixTimeMilliseconds(), account.Id, null, "set_up"));
        return account;
    }

    private NotFound Spent() => new(Needed()
        ? "This set-up link is not valid. The server prints a new one each time it starts until there is an owner."
        : "This installation has been set up. Sign in instead.");
}

using System.Globalization;
using Assay.Pipeline.Database;
using Microsoft.AspNetCore.Identity;

namespace Assay.Pipeline.People;

/// <summary>The store ASP.NET Core Identity works on: the table person. The e-mail address is the user name.</summary>
public sealed class AccountStore(Db db) : IUserPasswordStore<Account>, IUserEmailStore<Account>, IUserSecurityStampStore<Account>
{
    private const string Columns = """
        id, email, normalized_email, name, password_hash, security_stamp, failed_sign_ins, locked_until, is_admin, is_simulated, created_at, disabled_at
        """;

    public static Account? Find(Session session, long id) =>
        session.OneOrNone<Account>($"SELECT {Columns} FROM person WHERE id = @id", new { id });

    public static Account? Find(Session session, string normalizedEmail) =>
        session.OneOrNone<Account>($"SELECT {Columns} FROM person WHERE normalized_email = @normalizedEmail", new { normalizedEmail });

    public static IReadOnlyList<Account> All(Session session) => [.. session.Query<Account>($"SELECT {Columns} FROM person ORDER BY id")];

    /// <summary>Adds the account and gives it its id. The caller has seen that the address is free; a race ends in a unique violation.</summary>
    public static void Insert(Session session, Account account) => account.Id = session.One<long>(
        """
        INSERT INTO person (email, normalized_email, name, password_hash, security_stamp, is_admin, is_simulated, created_at)
        VALUES (@Email, @NormalizedEmail, @Name, @PasswordHash, @SecurityStamp, @IsAdmin, @IsSimulated, @CreatedAt)
        RETURNING id
        """,
        account);

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        await db.Write(session => Insert(session, user));
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        await db.Write(session => session.Execute(
            """
            UPDATE person
            SET email = @Email, normalized_email = @NormalizedEmail, name = @Name, password_hash = @PasswordHash, security_stamp = @SecurityStamp
            WHERE id = @Id
            """,
            user));
        return IdentityResult.Success;
    }

    /// <summary>Accounts are disabled, never deleted: answers keep their author.</summary>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are disabled, not deleted.");

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(db.Read(session => Find(session, long.Parse(userId, CultureInfo.InvariantCulture))));

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Task.FromResult(db.Read(session => Find(session, normalizedUserName)));

    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) => FindByNameAsync(normalizedEmail, cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => SetEmailAsync(user, userName, cancellationToken);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        SetNormalizedEmailAsync(user, normalizedName, cancellationToken);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetEmailAsync(Account user, string? email, CancellationToken cancellationToken)
    {
        user.Email = email ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetEmailAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    /// <summary>Nothing is sent by mail here: an address is a name, vouched for by the invitation.</summary>
    public Task<bool> GetEmailConfirmedAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetEmailConfirmedAsync(Account user, bool confirmed, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetNormalizedEmailAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedEmailAsync(Account user, string? normalizedEmail, CancellationToken cancellationToken)
    {
        user.NormalizedEmail = normalizedEmail ?? "";
        return Task.CompletedTask;
    }

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public void Dispose()
    {
        // the database belongs to the program
    }
}

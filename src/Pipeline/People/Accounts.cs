using System.Data.Common;
using Assay.Model;
using Assay.Pipeline.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assay.Pipeline.People;

/// <summary>The accounts of the installation: making them, signing in, changing them.</summary>
public sealed class Accounts : IDisposable
{
    public const int ShortestPassword = 10;

    /// <summary>A hash costs the server time in the length of what is hashed.</summary>
    public const int LongestPassword = 200;

    /// <summary>Wrong passwords in a row before the account is locked.</summary>
    public const int Attempts = 10;

    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(10);

    private readonly Db db;
    private readonly TimeProvider clock;
    private readonly UserManager<Account> users;
    private readonly Lazy<string> hashOfNobody;

    public Accounts(Db db, TimeProvider clock)
    {
        (this.db, this.clock) = (db, clock);
        var options = new IdentityOptions();
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.Password = new PasswordOptions
        {
            // length is what makes a password hard to guess; rules of composition make people write it down
            RequiredLength = ShortestPassword,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
            RequiredUniqueChars = 4,
        };
        var hasher = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
        users = new UserManager<Account>(
            new AccountStore(db),
            Options.Create(options),
            hasher,
            [new UserValidator<Account>()],
            [new PasswordValidator<Account>()],
            new UpperInvariantLookupNormalizer(),
            new IdentityErrorDescriber(),
            services: null!,
            NullLogger<UserManager<Account>>.Instance);
        hashOfNobody = new Lazy<string>(() => hasher.HashPassword(new Account(), Secret.New()));
    }

    public bool Any() => db.Read(session => session.One<bool>("SELECT EXISTS (SELECT 1 FROM person WHERE is_admin)"));

    public Account? Find(long id) => db.Read(session => AccountStore.Find(session, id));

    public Account? Find(string email) => db.Read(session => AccountStore.Find(session, users.NormalizeEmail(email.Trim())!));

    public IReadOnlyList<Account> All() => db.Read(AccountStore.All);

    /// <summary>A new account, checked and with its password hashed, not yet stored: the caller stores it in the transaction that allows it.</summary>
    /// <exception cref="Invalid">The name, the address or the password breaks a rule.</exception>
    /// <exception cref="Conflict">There is an account with this address.</exception>
    public async Task<Account> Prepare(string? name, string? email, string? password)
    {
        var violations = new List<Violation>();
        var account = new Account
        {
            Name = Named(name, violations),
            Email = Addressed(email, violations),
            SecurityStamp = Secret.New(),
            CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        await CheckPassword(account, password, "password", violations);
        if (violations.Count > 0)
            throw new Invalid(violations);
        if (Find(account.Email) is not null)
            throw Known(account.Email);
        account.NormalizedEmail = users.NormalizeEmail(account.Email)!;
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password!);
        return account;
    }

    /// <summary>Makes an account at once: for the command line.</summary>
    public async Task<Account> Create(string name, string email, string password, bool isAdmin)
    {
        var account = await Prepare(name, email, password);
        account.IsAdmin = isAdmin;
        await Store(account, _ => { });
        return account;
    }

    /// <summary>Makes a virtual annotator, whom nobody can sign in as.</summary>
    public async Task<Account> CreateSimulated(string name, string email)
    {
        var account = new Account
        {
            Name = name,
            Email = email,
            NormalizedEmail = users.NormalizeEmail(email)!,
            SecurityStamp = Secret.New(),
            IsSimulated = true,
            CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        await Store(account, _ => { });
        return account;
    }

    /// <summary>Stores a prepared account and does, in the same transaction, what it was made for. <paramref name="permit"/> runs first and may throw.</summary>
    internal async Task Store(Account account, Action<Session> permit, Action<Session>? then = null)
    {
        try
        {
            await db.Write(session =>
            {
                permit(session);
                AccountStore.Insert(session, account);
                Audit.Add(session, account.CreatedAt, account.Id, null, "account_created", account.Email);
                then?.Invoke(session);
            });
        }
        catch (DbException error) when (db.IsUniqueViolation(error))
        {
            throw Known(account.Email);
        }
    }

    public async Task<SignIn> SignIn(string email, string password)
    {
        var now = clock.GetUtcNow();
        var account = Find(email);
        if (account is null or { DisabledAt: not null } or { PasswordHash: null } || password.Length > LongestPassword)
        {
            // as slow as a real check, so that the time does not tell which addresses have accounts
            users.PasswordHasher.VerifyHashedPassword(new Account(), hashOfNobody.Value, password[..Math.Min(password.Length, LongestPassword)]);
            return new SignIn(null, null);
        }

        if (account.LockedUntil > now.ToUnixTimeMilliseconds())
            return new SignIn(null, DateTimeOffset.FromUnixTimeMilliseconds(account.LockedUntil.Value));
        if (!await users.CheckPasswordAsync(account, password))
            return new SignIn(null, await Failed(account.Id, now));
        if (account.FailedSignIns > 0)
            await db.Write(session => session.Execute("UPDATE person SET failed_sign_ins = 0, locked_until = NULL WHERE id = @Id", new { account.Id }));
        return new SignIn(account, null);
    }

    public Task<Account> Rename(long id, string name)
    {
        var violations = new List<Violation>();
        name = Named(name, violations);
        if (violations.Count > 0)
            throw new Invalid(violations);
        return db.Write(session =>
        {
            session.Execute("UPDATE person SET name = @name WHERE id = @id", new { id, name });
            return AccountStore.Find(session, id) ?? throw new NotFound($"There is no account {id}.");
        });
    }

    /// <summary>Changes one's own password; every other session of the person ends with the old security stamp.</summary>
    public async Task<Account> ChangePassword(long id, string current, string next)
    {
        var account = Find(id) ?? throw new NotFound($"There is no account {id}.");
        if (account.LockedUntil > clock.GetUtcNow().ToUnixTimeMilliseconds())
            throw new Forbidden("Too many wrong passwords. Try again later.");
        if (current.Length > LongestPassword || !await users.CheckPasswordAsync(account, current))
        {
            await Failed(id, clock.GetUtcNow());
            throw new Invalid([new Violation("current", "wrong_password", "This is not your present password.")]);
        }

        return await SetPassword(account, next, "next", id);
    }

    /// <summary>Sets a password without knowing the old one: for the command line.</summary>
    public Task<Account> SetPassword(long id, string password) =>
        SetPassword(Find(id) ?? throw new NotFound($"There is no account {id}."), password, "password", null);

    /// <summary>Disables or enables an account. What it has done stays; its sessions and tokens stop working at once.</summary>
    public Task SetDisabled(long id, bool disabled) => db.Write(session =>
    {
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        session.Execute(
            "UPDATE person SET disabled_at = @disabledAt, security_stamp = @stamp WHERE id = @id",
            new { id, disabledAt = disabled ? at : (long?)null, stamp = Secret.New() });
        Audit.Add(session, at, null, null, disabled ? "account_disabled" : "account_enabled", $"person {id}");
    });

    public void Dispose() => users.Dispose();

    private static Conflict Known(string email) => new($"There is an account with the address {email}. Sign in with it.");

    private static string Named(string? name, List<Violation> violations)
    {
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length is 0 or > 100 || trimmed.Any(char.IsControl))
            violations.Add(new Violation("name", "name", "A name has 1 to 100 characters."));
        return trimmed;
    }

    private static string Addressed(string? email, List<Violation> violations)
    {
        var trimmed = email?.Trim() ?? "";
        var at = trimmed.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at != trimmed.LastIndexOf('@') || at == trimmed.Length - 1 || trimmed.Length > 254
            || trimmed.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            violations.Add(new Violation("email", "email", "This is not an e-mail address. One looks like ada@example.org."));
        return trimmed;
    }

    /// <summary>
    /// Counts in the database and by this program's clock: Identity's own lockout counts in memory, where two guesses made at once
    /// count as one, and asks the system for the time.
    /// </summary>
    private Task<DateTimeOffset?> Failed(long id, DateTimeOffset now) => db.Write(session =>
    {
        var lockedUntil = session.One<long?>(
            """
            UPDATE person
            SET failed_sign_ins = CASE WHEN failed_sign_ins + 1 >= @attempts THEN 0 ELSE failed_sign_ins + 1 END,
                locked_until = CASE WHEN failed_sign_ins + 1 >= @attempts THEN @until ELSE NULL END
            WHERE id = @id
            RETURNING locked_until
            """,
            new { id, attempts = Attempts, until = now.Add(LockedFor).ToUnixTimeMilliseconds() });
        if (lockedUntil is null)
            return (DateTimeOffset?)null;
        Audit.Add(session, now.ToUnixTimeMilliseconds(), id, null, "account_locked", $"{Attempts} wrong passwords");
        return DateTimeOffset.FromUnixTimeMilliseconds(lockedUntil.Value);
    });

    private async Task<Account> SetPassword(Account account, string password, string path, long? by)
    {
        var violations = new List<Violation>();
        await CheckPassword(account, password, path, violations);
        if (violations.Count > 0)
            throw new Invalid(violations);
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        account.SecurityStamp = Secret.New();
        await db.Write(session =>
        {
            session.Execute(
                "UPDATE person SET password_hash = @PasswordHash, security_stamp = @SecurityStamp, failed_sign_ins = 0, locked_until = NULL WHERE id = @Id",
                account);
            Audit.Add(session, clock.GetUtcNow().ToUnixTimeMilliseconds(), by, null, "password_changed", account.Email);
        });
        return account;
    }

    private async Task CheckPassword(Account account, string? password, string path, List<Violation> violations)
    {
        password ??= "";
        if (password.Length > LongestPassword)
        {
            violations.Add(new Violation(path, "password_length", $"A password has at most {LongestPassword} characters."));
            return;
        }

        if (account.Email.Length > 0 && string.Equals(password, account.Email, StringComparison.OrdinalIgnoreCase))
            violations.Add(new Violation(path, "password_is_email", "The password is the e-mail address. Choose another one."));
        foreach (var validator in users.PasswordValidators)
        {
            var result = await validator.ValidateAsync(users, account, password);
            violations.AddRange(result.Errors.Select(error => new Violation(path, error.Code == "PasswordTooShort" ? "password_length" : "password_too_simple", error.Description)));
        }
    }
}

/// <summary>How a sign-in ended: with the account, refused, or refused until a time.</summary>
public sealed record SignIn(Account? Account, DateTimeOffset? LockedUntil);

namespace Assay.Pipeline.People;

/// <summary>A row of the table person. A class with setters, because ASP.NET Core Identity fills it in place.</summary>
public sealed class Account
{
    public long Id { get; set; }

    public string Email { get; set; } = "";

    public string NormalizedEmail { get; set; } = "";

    public string Name { get; set; } = "";

    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password; a cookie that carries another one is worth nothing.</summary>
    public string SecurityStamp { get; set; } = "";

    public long FailedSignIns { get; set; }

    public long? LockedUntil { get; set; }

    public bool IsAdmin { get; set; }

    public bool IsSimulated { get; set; }

    public long CreatedAt { get; set; }

    public long? DisabledAt { get; set; }

    public Person Person => new() { Id = Id, Name = Name, Email = Email, IsAdmin = IsAdmin, IsSimulated = IsSimulated };
}

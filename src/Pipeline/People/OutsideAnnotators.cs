using Assay.Pipeline.Database;

namespace Assay.Pipeline.People;

/// <summary>
/// People known only by the name that imported files of answers give them. Each project has its own: a name in a file is nobody's account. Nobody can sign in
/// as one.
/// </summary>
internal static class OutsideAnnotators
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 200;

    /// <summary>The domain of their addresses, which exist nowhere (RFC 2606).</summary>
    private const string Domain = "imported.invalid";

    /// <summary>The people of these names; those not known yet are made.</summary>
    public static IReadOnlyDictionary<string, long> Of(Session session, long projectId, IEnumerable<string> names, long now)
    {
        var people = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in names.Distinct(StringComparer.Ordinal))
            people.Add(name, Find(session, projectId, name) ?? Make(session, projectId, name, now));
        return people;
    }

    private static long? Find(Session session, long projectId, string name) => session.OneOrNone<long?>(
        "SELECT person_id FROM outside_annotator WHERE project_id = @projectId AND name = @name", new { projectId, name });

    private static long Make(Session session, long projectId, string name, long now)
    {
        var email = $"{Guid.NewGuid():N}@{Domain}";
        var account = new Account
        {
            Name = name,
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            SecurityStamp = Secret.New(),
            CreatedAt = now,
        };
        AccountStore.Insert(session, account);
        session.Execute(
            "INSERT INTO outside_annotator (project_id, name, person_id) VALUES (@projectId, @name, @Id)", new { projectId, name, account.Id });
        return account.Id;
    }
}

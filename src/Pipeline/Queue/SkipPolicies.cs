namespace Assay.Pipeline.Queue;

/// <summary>What happens to a task that somebody skips.</summary>
public static class SkipPolicies
{
    /// <summary>Other people get it, this person does not.</summary>
    public const string Others = "others";

    /// <summary>It comes back to this person when they have nothing else, and others may take it meanwhile.</summary>
    public const string Me = "me";

    /// <summary>Nobody gets it until a manager puts it back.</summary>
    public const string Nobody = "nobody";

    /// <summary>Skipping is not offered.</summary>
    public const string Forbidden = "forbidden";

    public static IReadOnlyList<string> All { get; } = [Others, Me, Nobody, Forbidden];
}

namespace Assay.Model;

/// <summary>
/// What a member may do in a project. Ordered: each role may do all that the ones before it may, so <c>role >= ProjectRole.Reviewer</c>
/// reads as it says.
/// </summary>
public enum ProjectRole
{
    /// <summary>Answers tasks.</summary>
    Annotator,

    /// <summary>Also sees everybody's answers and decides disputes.</summary>
    Reviewer,

    /// <summary>Also imports, exports, writes guidelines and invites.</summary>
    Manager,

    /// <summary>Also appoints owners and archives the project.</summary>
    Owner,
}

/// <summary>The words for <see cref="ProjectRole"/> in the database and in HTTP.</summary>
public static class ProjectRoleNames
{
    private static readonly string[] Words = ["annotator", "reviewer", "manager", "owner"];

    /// <summary>Every word, least first.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The word: <c>reviewer</c>.</summary>
    public static string ToText(this ProjectRole role) => Words[(int)role];

    /// <summary>The role of the word.</summary>
    /// <exception cref="FormatException">No role has this word.</exception>
    public static ProjectRole Parse(string text) =>
        TryParse(text, out var role) ? role : throw new FormatException($"\"{text}\" is none of {string.Join(", ", Words)}");

    /// <summary>The role of the word, if it is one.</summary>
    public static bool TryParse(string? text, out ProjectRole role)
    {
        var index = Array.IndexOf(Words, text);
        role = (ProjectRole)Math.Max(index, 0);
        return index >= 0;
    }
}

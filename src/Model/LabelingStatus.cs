namespace Assay.Model;

/// <summary>Where a task stands.</summary>
public enum LabelingStatus
{
    /// <summary>Nobody has answered yet.</summary>
    Pending,

    /// <summary>Answered, but not by as many people as are needed.</summary>
    InProgress,

    /// <summary>People differ; a reviewer has to decide.</summary>
    Disputed,

    /// <summary>There is a final label.</summary>
    Completed,

    /// <summary>Put aside by those who saw it.</summary>
    Skipped,

    /// <summary>Taken out of the work, kept for the record.</summary>
    Archived,
}

/// <summary>The words for <see cref="LabelingStatus"/> in the database, in HTTP and in exports.</summary>
public static class TaskStatusNames
{
    private static readonly string[] Words = ["pending", "in_progress", "disputed", "completed", "skipped", "archived"];

    /// <summary>Every word, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The word: <c>in_progress</c>.</summary>
    public static string ToText(this LabelingStatus status) => Words[(int)status];

    /// <summary>The status of the word.</summary>
    /// <exception cref="FormatException">No status has this word.</exception>
    public static LabelingStatus Parse(string text) =>
        TryParse(text, out var status) ? status : throw new FormatException($"\"{text}\" is none of {string.Join(", ", Words)}");

    /// <summary>The status of the word, if it is one.</summary>
    public static bool TryParse(string? text, out LabelingStatus status)
    {
        var index = Array.IndexOf(Words, text);
        status = (LabelingStatus)Math.Max(index, 0);
        return index >= 0;
    }
}

namespace Assay.Formats;

/// <summary>A row that could not be read, told so that a person can find and mend it. Reading goes on after it.</summary>
/// <param name="Line">Line of the file on which the row starts, from 1.</param>
/// <param name="Column">Name of the column (CSV) or top-level property (JSON) at fault; null when the row as a whole is.</param>
/// <param name="Position">Character (Unicode code point) in the row's first line, from 1, where the fault lies; null when no place can be named
/// or when it lies on a later line of a row of several lines, which the reason then names.</param>
/// <param name="Reason">An English sentence: what was found, and what would be right.</param>
/// <param name="Excerpt">At most 200 characters of the row around the fault, on one line; bytes that are not UTF-8 show as U+FFFD.</param>
public sealed record RejectedRow(long Line, string? Column, int? Position, string Reason, string Excerpt)
{
    /// <summary>Longest excerpt in UTF-16 units.</summary>
    public const int MaxExcerpt = 200;

    /// <summary>A rejected row found out after reading, such as by a projection: the excerpt is cut from the row's bytes.</summary>
    public static RejectedRow Of(long line, string? column, string reason, ReadOnlySpan<byte> row) =>
        new(line, column, null, reason, Assay.Formats.Excerpt.Of(row, 0));
}

using Assay.Model;

namespace Assay.Agreement;

/// <summary>Agreement is between people: nobody is compared with themselves.</summary>
internal static class OneVoteEach
{
    /// <exception cref="ArgumentException">Someone voted twice on an item.</exception>
    public static void RequireOneEach(this Votes votes)
    {
        if (votes.Repeat is { } repeat) throw new ArgumentException($"Annotator {repeat.Annotator} voted twice on item {repeat.Item}.", nameof(votes));
    }
}

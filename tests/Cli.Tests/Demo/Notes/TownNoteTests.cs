using Assay.Cli.Demo.Notes;

namespace Assay.Cli.Tests.Demo.Notes;

public sealed class TownNoteTests
{
    /// <summary>They were marked by hand: what is marked begins and ends with a word, and is not marked as a part of one.</summary>
    [Fact]
    public void What_is_marked_begins_and_ends_where_words_do()
    {
        foreach (var note in TownNote.All)
        {
            var runes = note.Text.EnumerateRunes().ToList();
            foreach (var span in note.Spans)
            {
                var marked = string.Concat(runes.Skip(span.Start).Take(span.End - span.Start));
                marked.ShouldBe(marked.Trim());
                (span.Start == 0 || !System.Text.Rune.IsLetterOrDigit(runes[span.Start - 1])).ShouldBeTrue($"{marked} begins within a word");
                (span.End == runes.Count || !System.Text.Rune.IsLetterOrDigit(runes[span.End])).ShouldBeTrue($"{marked} ends within a word");
            }
        }
    }

    [Fact]
    public void Every_label_and_every_tie_is_met_often_enough_to_be_measured()
    {
        var entities = TownNote.All.SelectMany(note => note.Spans).CountBy(span => span.Label).ToDictionary();
        var ties = TownNote.All.SelectMany(note => note.Relations).CountBy(tie => tie.Label).ToDictionary();

        entities.Keys.ShouldBe(["person", "organisation", "place", "date", "amount", "contact"], ignoreOrder: true);
        entities.Values.ShouldAllBe(count => count > 10);
        ties.Keys.ShouldBe(["works_for", "based_in"], ignoreOrder: true);
        ties.Values.ShouldAllBe(count => count > 5);
    }

    [Fact]
    public void What_is_imported_does_not_tell_the_answers() =>
        TownNote.All.ShouldAllBe(note => !note.Row.Contains("\"entities\"", StringComparison.Ordinal) && !note.Row.Contains("\"ties\"", StringComparison.Ordinal));
}

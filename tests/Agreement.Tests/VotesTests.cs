namespace Assay.Agreement.Tests;

public sealed class VotesTests
{
    [Fact]
    public void Votes_are_found_by_item_whatever_their_order()
    {
        var votes = Votes.Of([2, 0, 2], [1, 0, 0], [5, 3, 4], items: 3, annotators: 2, categories: 6);

        (votes.Items, votes.Annotators, votes.Categories, votes.Count).ShouldBe((3, 2, 6, 3));
        votes.CategoriesOf(0).ToArray().ShouldBe([3]);
        votes.CategoriesOf(1).ToArray().ShouldBeEmpty();
        votes.CategoriesOf(2).ToArray().ShouldBe([5, 4]);
        votes.AnnotatorsOf(2).ToArray().ShouldBe([1, 0]);
    }

    [Fact]
    public void Someone_who_votes_twice_on_an_item_is_refused_by_name() =>
        Should.Throw<ArgumentException>(() => Votes.Of([0, 1, 1], [0, 1, 1], [0, 0, 0], 2, 2, 1)).Message.ShouldBe("Annotator 1 voted twice on item 1.");

    [Fact]
    public void A_number_outside_its_range_is_refused_with_its_place()
    {
        Should.Throw<ArgumentException>(() => Votes.Of([0, 2], [0, 0], [0, 0], 2, 1, 1)).Message.ShouldContain("Vote 1");
        Should.Throw<ArgumentException>(() => Votes.Of([0], [0], [-1], 1, 1, 1));
        Should.Throw<ArgumentException>(() => Votes.Of([0, 0], [0], [0], 1, 1, 1));
        Should.Throw<ArgumentException>(() => Votes.OfRows([[0, 1], [0]], 2));
    }

    [Fact]
    public void A_table_of_names_numbers_them_as_they_come_after_those_known()
    {
        var table = new VoteTable<string, long>(["spam", "ham"]);
        table.Add("mail 7", 42, "ham");
        table.Add("mail 7", 43, "eggs");
        table.Add("mail 8", 42, "spam");
        var votes = table.ToVotes();

        table.Categories.ShouldBe(["spam", "ham", "eggs"]);
        table.Items.ShouldBe(["mail 7", "mail 8"]);
        table.Annotators.ShouldBe([42, 43]);
        votes.CategoriesOf(0).ToArray().ShouldBe([1, 2]);
        votes.CategoriesOf(1).ToArray().ShouldBe([0]);
    }

    [Fact]
    public void A_confusion_table_counts_rows_against_columns()
    {
        var table = ConfusionTable.Of([0, 0, 1], [0, 1, 1], 2);

        table.ToRows().ShouldBe([[1, 1], [0, 1]]);
        table.Total.ShouldBe(3);
        Should.Throw<ArgumentOutOfRangeException>(() => table.Add(0, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => table.Add(-1, 0));
    }
}

using CsCheck;

namespace Assay.Model.Tests;

public sealed class VotesTests
{
    [Fact]
    public void Votes_are_found_by_item_and_by_person_whatever_their_order()
    {
        var votes = Votes.Of([2, 0, 2], [1, 0, 0], [5, 3, 4], items: 3, annotators: 3, categories: 6);

        (votes.Items, votes.Annotators, votes.Categories, votes.Count).ShouldBe((3, 3, 6, 3));
        votes.CategoriesOf(0).ToArray().ShouldBe([3]);
        votes.CategoriesOf(1).ToArray().ShouldBeEmpty();
        votes.CategoriesOf(2).ToArray().ShouldBe([5, 4]);
        votes.AnnotatorsOf(2).ToArray().ShouldBe([1, 0]);
        votes.ItemsOf(0).ToArray().ShouldBe([0, 2]);
        votes.CategoriesBy(0).ToArray().ShouldBe([3, 4]);
        votes.ItemsOf(2).ToArray().ShouldBeEmpty();
    }

    [Fact]
    public void By_item_and_by_person_stand_the_same_votes() => Seeded.Each(
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 2]).Array[0, 30], said => string.Join(' ', said), said =>
        {
            int[] item = [.. said.Select(vote => vote.Item1)], annotator = [.. said.Select(vote => vote.Item2)], category = [.. said.Select(vote => vote.Item3)];
            var votes = Votes.Of(item, annotator, category, 5, 4, 3);
            var byItem = Enumerable.Range(0, 5).SelectMany(i => votes.AnnotatorsOf(i).ToArray().Zip(votes.CategoriesOf(i).ToArray(), (who, what) => (i, who, what)));
            var byPerson = Enumerable.Range(0, 4).SelectMany(who => votes.ItemsOf(who).ToArray().Zip(votes.CategoriesBy(who).ToArray(), (i, what) => (i, who, what)));
            byItem.Order().ShouldBe(said.Order());
            byPerson.Order().ShouldBe(said.Order());
        });

    [Fact]
    public void A_vote_of_someone_who_has_one_on_the_item_is_told()
    {
        Votes.Of([0, 1, 1], [0, 1, 1], [0, 0, 0], 2, 2, 1).Repeat.ShouldBe((1, 1));
        Votes.Of([0, 1, 1], [0, 1, 0], [0, 0, 0], 2, 2, 1).Repeat.ShouldBeNull();
        Votes.Of([], [], [], 0, 0, 0).Repeat.ShouldBeNull();
    }

    [Fact]
    public void A_number_outside_its_range_is_refused_with_its_place()
    {
        Should.Throw<ArgumentException>(() => Votes.Of([0, 2], [0, 0], [0, 0], 2, 1, 1)).Message.ShouldContain("Vote 1");
        Should.Throw<ArgumentException>(() => Votes.Of([0], [0], [-1], 1, 1, 1));
        Should.Throw<ArgumentException>(() => Votes.Of([0, 0], [0], [0], 1, 1, 1));
        Should.Throw<ArgumentException>(() => Votes.OfRows([[0, 1], [0]], 2));
        Should.Throw<ArgumentException>(() => Votes.OfCounts([[0, -1]]));
    }

    [Fact]
    public void Counts_are_votes_of_people_numbered_anew_on_each_item()
    {
        var votes = Votes.OfCounts([[2, 1], [0, 2]]);

        (votes.Items, votes.Annotators, votes.Categories).ShouldBe((2, 3, 2));
        votes.CategoriesOf(0).ToArray().ShouldBe([0, 0, 1]);
        votes.AnnotatorsOf(1).ToArray().ShouldBe([0, 1]);
        votes.Repeat.ShouldBeNull();
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
    public void A_second_vote_is_told_from_the_first_and_can_take_its_place()
    {
        var table = new VoteTable<string, string>();
        table.Add("a", "ann", "x");
        table.TryAdd("b", "ann", "x", out _).ShouldBeTrue();
        table.TryAdd("a", "ann", "y", out var earlier).ShouldBeFalse();

        earlier.ShouldBe(0);
        table.Categories.ShouldBe(["x"], "a vote that was not added names no label");
        table.Replace(earlier, "y");
        table.ToVotes().CategoriesOf(0).ToArray().ShouldBe([1]);
        table.Count.ShouldBe(2);
    }
}

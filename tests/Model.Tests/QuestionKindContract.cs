using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Questions;
using CsCheck;

namespace Assay.Model.Tests;

/// <summary>What every kind of question promises the rest of the system, see <see cref="IQuestionKind"/>.</summary>
public sealed class QuestionKindContract
{
    public static TheoryData<string> Kinds => [.. QuestionKinds.All.Select(kind => kind.Name)];

    [Fact]
    public void Names_differ_and_find_their_kind() =>
        QuestionKinds.All.Select(kind => QuestionKinds.Find(kind.Name)).ShouldBe(QuestionKinds.All);

    [Theory, MemberData(nameof(Kinds))]
    public void A_question_comes_back_from_its_JSON(string kind) => Each(kind, given =>
    {
        var schema = given.Schema;
        schema.Questions[^1].ShouldBe(given.Question);
        LabelSchema.Parse(schema.ToJson()).ToJson().ShouldBe(schema.ToJson());
    });

    [Theory, MemberData(nameof(Kinds))]
    public void An_answer_comes_back_from_its_JSON(string kind) => Each(kind, given =>
    {
        foreach (var answer in given.Answers) given.Read(Write(given.Question, answer)).ShouldBe(answer);
    });

    [Theory, MemberData(nameof(Kinds))]
    public void Answers_are_equal_exactly_when_their_JSON_is(string kind) => Each(kind, given => Pairs(given.Answers, (a, b) =>
    {
        (Write(given.Question, a) == Write(given.Question, b)).ShouldBe(a.Equals(b), $"{a} and {b}");
        if (a.Equals(b)) a.GetHashCode().ShouldBe(b.GetHashCode());
    }));

    [Theory, MemberData(nameof(Kinds))]
    public void Similarity_is_symmetric_within_0_and_1_and_1_for_equal_answers(string kind) => Each(kind, given => Pairs(given.Answers, (a, b) =>
    {
        var similarity = given.Question.Kind.Similarity(given.Question, a, b);
        similarity.ShouldBeInRange(0, 1);
        similarity.ShouldBe(given.Question.Kind.Similarity(given.Question, b, a));
        if (a.Equals(b)) similarity.ShouldBe(1);
    }));

    [Theory, MemberData(nameof(Kinds))]
    public void Equal_answers_agree_agreement_is_symmetric_and_an_answer_never_agrees_with_none(string kind) => Each(kind, given =>
    {
        var rules = given.Question.Kind;
        Pairs(given.Answers, (a, b) =>
        {
            if (a.Equals(b)) rules.Agree(given.Question, a, b).ShouldBeTrue();
            rules.Agree(given.Question, a, b).ShouldBe(rules.Agree(given.Question, b, a));
            rules.Agree(given.Question, a, null).ShouldBeFalse();
            rules.Agree(given.Question, null, a).ShouldBeFalse();
        });
        rules.Agree(given.Question, null, null).ShouldBeTrue();
    });

    [Theory, MemberData(nameof(Kinds))]
    public void Numbers_stand_for_categories_where_there_is_an_order_and_members_make_up_sets(string kind) => Each(kind, given =>
    {
        var (question, scale) = (given.Question, given.Question.Kind.Scale(given.Question));
        var isOrdered = scale.Level is ScaleLevel.Ordinal or ScaleLevel.Interval;
        scale.Values.Count.ShouldBe(isOrdered ? question.Kind.Categories(question).Count : 0);
        (scale.Members.Count > 0).ShouldBe(scale.Level == ScaleLevel.Set);
        Pairs(given.Answers, (a, b) =>
        {
            var (one, other) = (question.Kind.Members(question, a), question.Kind.Members(question, b));
            one.ShouldBe(scale.Members.Where(one.Contains));
            if (scale.Level == ScaleLevel.Set) one.SequenceEqual(other).ShouldBe(a.Equals(b));
        });
    });

    [Theory, MemberData(nameof(Kinds))]
    public void Unanimous_votes_come_back_as_they_are(string kind) => Each(kind, given =>
    {
        foreach (var answer in given.Answers)
            for (var people = 1; people <= 3; people++)
                given.Question.Kind.Merge(given.Question, [.. Enumerable.Repeat(answer, people)]).ShouldBe(new Merged(answer, 1, false));
        given.Question.Kind.Merge(given.Question, [null, null]).ShouldBe(new Merged(null, 1, false));
        given.Question.Kind.Merge(given.Question, []).ShouldBe(new Merged(null, 1, false));
    });

    [Theory, MemberData(nameof(Kinds))]
    public void A_merge_is_a_valid_answer_whose_support_is_the_share_that_agrees_with_it(string kind) => Each(kind, given =>
    {
        var rules = given.Question.Kind;
        foreach (IReadOnlyList<Answer?> votes in new IReadOnlyList<Answer?>[] { given.Answers, [null, .. given.Answers], [.. given.Answers.Take(2), null, null] })
        {
            var merged = rules.Merge(given.Question, votes);
            if (merged.Answer is not null) given.Read(Write(given.Question, merged.Answer)).ShouldBe(merged.Answer);
            merged.Support.ShouldBe((double)votes.Count(vote => rules.Agree(given.Question, vote, merged.Answer)) / votes.Count, 1e-12);

            var backwards = rules.Merge(given.Question, [.. votes.Reverse()]);
            backwards.Tied.ShouldBe(merged.Tied);
            if (!merged.Tied) rules.Agree(given.Question, merged.Answer, backwards.Answer).ShouldBeTrue();
        }
    });

    [Theory, MemberData(nameof(Kinds))]
    public void The_votes_of_one_answer_elect_it_and_any_probabilities_elect_an_answer_that_may_be_given(string kind) => Each(kind, given =>
    {
        if (given.Question.Kind.Ballots(given.Question) is not { } ballots) return;
        foreach (var answer in given.Answers.Append(null))
            ballots.Elect(Shares(ballots, [answer])).ShouldBe(new Merged(answer, 1, false));

        var random = new Random(given.Answers.Count);
        for (var trial = 0; trial < 5; trial++)
        {
            double[][] rows = [.. ballots.Categories.Select(count => Enumerable.Range(0, count).Select(_ => random.NextDouble() + 1e-3).ToArray())];
            foreach (var row in rows)
                if (row.Sum() is var sum)
                    for (var i = 0; i < row.Length; i++) row[i] /= sum;
            var elected = ballots.Elect(rows);
            elected.Support.ShouldBeInRange(0, 1);
            if (elected.Answer is not null) given.Read(Write(given.Question, elected.Answer)).ShouldBe(elected.Answer);
        }
    });

    [Theory, MemberData(nameof(Kinds))]
    public void One_ballot_decided_by_the_shares_of_the_votes_is_the_merge(string kind) => Each(kind, given =>
    {
        var rules = given.Question.Kind;
        if (rules.Ballots(given.Question) is not { Categories.Count: 1 } ballots) return;
        foreach (IReadOnlyList<Answer?> votes in new IReadOnlyList<Answer?>[] { given.Answers, [null, .. given.Answers], [.. given.Answers.Take(2), null, null] })
        {
            var (elected, merged) = (ballots.Elect(Shares(ballots, votes)), rules.Merge(given.Question, votes));
            (elected.Answer, elected.Tied).ShouldBe((merged.Answer, merged.Tied));
            elected.Support.ShouldBe(merged.Support, 1e-12);
        }
    });

    private static List<double[]> Shares(Ballots ballots, IReadOnlyList<Answer?> votes)
    {
        var said = ballots.Categories.Select(_ => new List<int>()).ToArray();
        var marks = new int[said.Length];
        foreach (var vote in votes)
        {
            ballots.Mark(vote, marks);
            for (var ballot = 0; ballot < marks.Length; ballot++)
                if (marks[ballot] != Ballots.Abstained) said[ballot].Add(marks[ballot]);
        }
        return [.. said.Select((marked, ballot) => EqualVotes.Instance.Weigh(0, ballot, ballots.Categories[ballot], new long[marked.Count], marked.ToArray()))];
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Equal_answers_have_one_category_and_it_is_among_the_categories_where_those_are_closed(string kind) => Each(kind, given =>
    {
        var rules = given.Question.Kind;
        var closed = rules.Categories(given.Question);
        closed.ShouldBeUnique();
        Pairs(given.Answers, (a, b) =>
        {
            var (left, right) = (rules.Category(given.Question, a), rules.Category(given.Question, b));
            if (left is null) right.ShouldBeNull();
            else (left == right).ShouldBe(a.Equals(b), $"{a} and {b}");
            if (closed.Count > 0) closed.ShouldContain(left);
        });
    });

    [Theory, MemberData(nameof(Kinds))]
    public void An_answer_can_be_told_in_words(string kind) => Each(kind, given =>
    {
        foreach (var answer in given.Answers) given.Question.Kind.Describe(given.Question, answer).ShouldNotBeNullOrWhiteSpace();
    });

    [Theory, MemberData(nameof(Kinds))]
    public void Every_part_of_an_answer_and_of_the_draft_before_it_is_accounted_for(string kind) => Each(kind, given => Pairs(given.Answers, (draft, answer) =>
    {
        var (rules, question, schema) = (given.Question.Kind, given.Question, given.Schema);
        if (question is RelationsQuestion) return; // their spans are another answer
        var use = Use(draft, answer);
        use.Parts.Count.ShouldBe(rules.Parts(question, answer) ?? 1);
        if (rules.Parts(question, draft) is { } parts) (use.Parts.Count(part => part != Origin.Added) + use.Rejected).ShouldBe(parts);
        (use.Rejected == 0 && use.Parts.All(part => part == Origin.Accepted)).ShouldBe(draft.Equals(answer), $"{draft} and {answer}");
        Use(null, answer).Parts.ShouldAllBe(part => part == Origin.Added);
        Use(draft, null).ShouldBe(new DraftUse([], rules.Parts(question, draft) ?? 1));

        DraftUse Use(Answer? before, Answer? after) => DraftUse.Of(schema, Answers(before), Answers(after))[question.Name];
        Answers Answers(Answer? one) => Model.Answers.Of(schema, one is null ? [] : [(question.Name, one)]);
    }));

    [Theory, MemberData(nameof(Kinds))]
    public void Equal_answers_have_no_difference_and_others_have_some_told_in_words(string kind) => Each(kind, given =>
    {
        var rules = given.Question.Kind;
        Pairs(given.Answers, (a, b) =>
        {
            var changes = rules.Diff(given.Question, a, b);
            if (changes.Count == 0 != a.Equals(b)) Assert.Fail($"{changes.Count} changes between {a} and {b}");
            changes.All(change => change.Details.Count > 0 && change.Details.All(detail => detail.Length > 0)).ShouldBeTrue();
            changes.Count(change => change.What == ChangeKind.Added).ShouldBe(rules.Diff(given.Question, b, a).Count(change => change.What == ChangeKind.Removed));
        });
        rules.Diff(given.Question, null, null).ShouldBeEmpty();
        rules.Diff(given.Question, null, given.Answers[0]).ShouldHaveSingleItem().What.ShouldBe(ChangeKind.Added);
        rules.Diff(given.Question, given.Answers[0], null).ShouldHaveSingleItem().What.ShouldBe(ChangeKind.Removed);
    });

    [Theory, MemberData(nameof(Kinds))]
    public void A_question_that_stays_as_it_is_orphans_nothing(string kind) =>
        Each(kind, given => given.Question.Kind.Orphans(given.Question, given.Question).ShouldBeEmpty());

    [Theory, MemberData(nameof(Kinds))]
    public void Any_JSON_is_an_answer_or_none_or_a_violation_that_names_the_question(string kind) => Each(kind, given =>
        Seeded.Each(AnyJson.Value, json => json, json =>
        {
            using var document = JsonDocument.Parse(json);
            var findings = new Findings("answers");
            findings.Enter(given.Question.Name);
            var answer = given.Question.Kind.ReadAnswer(given.Question, document.RootElement, ItemFacts.None, findings);
            if (answer is not null) findings.Violations.ShouldBeEmpty();
            foreach (var violation in findings.Violations)
            {
                violation.Path.ShouldStartWith("answers.q");
                violation.Rule.ShouldMatch("^[a-z]+(_[a-z]+)*$");
                violation.Message.ShouldContain("\"q\"");
                violation.Message.Length.ShouldBeLessThan(2_000);
                violation.Message.ShouldNotContain(letter => char.IsControl(letter));
            }
        }, count: 100), count: 20);

    [Theory, MemberData(nameof(Kinds))]
    public void An_answer_damaged_anywhere_is_an_answer_or_a_violation_that_names_the_question(string kind) => Each(kind, given =>
        Seeded.Each(Gen.Select(Gen.OneOf([.. given.Json]), Gen.Int[0, 1_000], AnyJson.Value), damage => Damaged(damage.Item1, damage.Item2, damage.Item3), damage =>
        {
            using var document = JsonDocument.Parse(Damaged(damage.Item1, damage.Item2, damage.Item3));
            var findings = new Findings("answers");
            findings.Enter(given.Question.Name);
            var answer = given.Question.Kind.ReadAnswer(given.Question, document.RootElement, ItemFacts.None, findings);
            if (answer is not null) findings.Violations.ShouldBeEmpty();
            findings.Violations.FirstOrDefault(violation =>
                !violation.Path.StartsWith("answers.q", StringComparison.Ordinal) || !violation.Message.Contains("\"q\"") || violation.Message.Any(char.IsControl)).ShouldBeNull();
            if (answer is not null) given.Read(Write(given.Question, answer)).ShouldBe(answer);
        }, count: 50), count: 40);

    /// <summary>The JSON with another value at one of its places.</summary>
    private static string Damaged(string json, int place, string by)
    {
        var bytes = new ReadOnlySpan<byte>(System.Text.Encoding.UTF8.GetBytes(json));
        var values = new List<(int Start, int End)>();
        var open = new Stack<int>();
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) open.Push((int)reader.TokenStartIndex);
            else if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject) values.Add((open.Pop(), (int)reader.BytesConsumed));
            else if (reader.TokenType != JsonTokenType.PropertyName) values.Add(((int)reader.TokenStartIndex, (int)reader.BytesConsumed));
        }
        var (start, end) = values[place % values.Count];
        return System.Text.Encoding.UTF8.GetString(bytes[..start]) + by + System.Text.Encoding.UTF8.GetString(bytes[end..]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Any_JSON_as_a_question_is_a_question_or_a_violation(string kind) =>
        Seeded.Each(Gen.Select(Gen.OneOf("mode", "labels", "min", "max", "captions", "pattern", "minLength", "key", "title", "multiline", "field", "fields", "attributes", "agree",
                "overlap", "points", "edges", "over", "top", "ties", "a", "b", "when"), AnyJson.Value).Array[0, 4],
            options => Options(kind, options), options =>
            {
                var json = Options(kind, options);
                if (LabelSchema.Check(json).Count > 0) Should.Throw<InvalidSchema>(() => LabelSchema.Parse(json)).Violations.ShouldBe(LabelSchema.Check(json));
                else LabelSchema.Parse(json).Questions[^1].Name.ShouldBe("q");
            }, count: 2_000);

    private static string Options(string kind, (string, string)[] options) =>
        $$"""{"fields":[{"name":"t","kind":"text"},{"name":"i","kind":"image"},{"name":"c","kind":"audio"}],"questions":[{"name":"s","kind":"spans","labels":["a"]},{"name":"q","kind":"{{kind}}","title":"Q"{{string.Concat(options.Select(option => $",\"{option.Item1}\":{option.Item2}"))}}}]}""";

    private static void Each(string kind, Action<QuestionCase> property, int count = 300) =>
        Seeded.Each(QuestionCases.For(QuestionKinds.Find(kind).ShouldNotBeNull()), given => given.ToString(), property, count);

    private static void Pairs(IReadOnlyList<Answer> answers, Action<Answer, Answer> property)
    {
        foreach (var a in answers)
            foreach (var b in answers) property(a, b);
    }

    private static string Write(Question question, Answer answer) => JsonText.Write(writer => question.Kind.WriteAnswer(writer, question, answer));
}

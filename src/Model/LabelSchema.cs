using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Questions;

namespace Assay.Model;

/// <summary>
/// What a project shows of each item and what it asks about it. A schema that exists is sound: it is only made by reading one whose
/// rules all hold. Equal to another when their canonical JSON is.
/// </summary>
public sealed class LabelSchema : IEquatable<LabelSchema>
{
    private readonly FrozenDictionary<string, int> places;
    private readonly Lazy<string> json;

    internal LabelSchema(IReadOnlyList<Field> fields, IReadOnlyList<Question> questions)
    {
        Fields = fields;
        Questions = questions;
        places = questions.Select((question, place) => KeyValuePair.Create(question.Name, place)).ToFrozenDictionary(StringComparer.Ordinal);
        json = new Lazy<string>(() => SchemaJson.Write(Fields, Questions));
    }

    /// <summary>The parts of the item that are shown, in this order; at least one.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>What is asked, in this order; at least one.</summary>
    public IReadOnlyList<Question> Questions { get; }

    /// <summary>How the answers to each question are put to a vote; null for one whose answers have no categories.</summary>
    [field: MaybeNull]
    public IReadOnlyList<Ballots?> Ballots => field ??= [.. Questions.Select(question => question.Kind.Ballots(question))];

    /// <summary>The fields that answers point into, and whose extent has to be known to check them.</summary>
    [field: MaybeNull]
    public IReadOnlyList<Field> PointedInto => field ??= [.. Fields.Where(shown =>
        Questions.Any(question => question.Kind.PointsInto(question).Contains(shown.Name)))];

    /// <summary>Reads a schema from its JSON form (see docs/formats/label-schema.md).</summary>
    /// <exception cref="InvalidSchema">The text is not JSON or breaks a rule; carries all that is wrong.</exception>
    public static LabelSchema Parse(string json)
    {
        var findings = new Findings();
        return SchemaJson.Read(json, findings) ?? throw new InvalidSchema(findings.Violations);
    }

    /// <summary>What <see cref="Parse"/> would find wrong, for an editor that checks while one types; empty when nothing is.</summary>
    public static IReadOnlyList<Violation> Check(string json)
    {
        var findings = new Findings();
        SchemaJson.Read(json, findings);
        return findings.Violations;
    }

    /// <summary>A schema of fields and questions made in code, under the same rules as one that is read.</summary>
    /// <exception cref="InvalidSchema">A rule is broken.</exception>
    public static LabelSchema Of(IEnumerable<Field> fields, IEnumerable<Question> questions) => Parse(SchemaJson.Write([.. fields], [.. questions]));

    /// <summary>The canonical JSON: compact, in a fixed order, defaults left out. Reading it gives an equal schema.</summary>
    public string ToJson() => json.Value;

    /// <summary>The question with this name; null when there is none.</summary>
    public Question? Question(string name) => Place(name) is var place and >= 0 ? Questions[place] : null;

    internal int Place(string name) => places.TryGetValue(name, out var place) ? place : -1;

    /// <summary>
    /// Reads one person's answers, an object by question name, and checks them against the questions. Never throws on what was sent:
    /// whatever is wrong comes back as violations under <c>answers</c>.
    /// </summary>
    /// <param name="json">At most <see cref="Answers.Longest"/> characters, nested at most 64 deep.</param>
    /// <param name="item">What is known of the item, for questions that point into it; null for nothing.</param>
    public AnswersReading ReadAnswers(string json, ItemFacts? item = null)
    {
        var findings = new Findings("answers");
        using var document = JsonText.Parse(json, Answers.Longest, findings);
        return document is null ? new AnswersReading(null, findings.Violations) : ReadAnswers(document.RootElement, item, findings, isDraft: false);
    }

    /// <summary>As the other, of JSON already parsed (whose size and depth are then the caller's to limit).</summary>
    public AnswersReading ReadAnswers(JsonElement json, ItemFacts? item = null) => ReadAnswers(json, item, new Findings("answers"), isDraft: false);

    /// <summary>
    /// Reads what a weak model proposes: as answers, but that no question has to be answered, and one may be whose condition does not hold (it may yet,
    /// with what a person answers to the others).
    /// </summary>
    public AnswersReading ReadDraft(string json, ItemFacts? item = null)
    {
        var findings = new Findings("answers");
        using var document = JsonText.Parse(json, Answers.Longest, findings);
        return document is null ? new AnswersReading(null, findings.Violations) : ReadAnswers(document.RootElement, item, findings, isDraft: true);
    }

    private AnswersReading ReadAnswers(JsonElement json, ItemFacts? item, Findings findings, bool isDraft)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            findings.Report("type", $"{JsonText.Show(json)} stands where an object of answers by question name belongs");
            return new AnswersReading(null, findings.Violations);
        }
        var given = new Answer?[Questions.Count];
        var seen = 0UL; // one bit a question: SchemaJson.MostQuestions fit
        foreach (var property in json.EnumerateObject())
        {
            if (findings.Full) break;
            if (JsonText.Name(property) is not { } name)
            {
                findings.Report("json", "the name of a question holds half of a surrogate pair");
                continue;
            }
            findings.Enter(name);
            var place = Place(name);
            if (place < 0)
            {
                var known = string.Join(", ", Questions.Select(question => question.Name));
                findings.Report("unknown_question", $"there is no question {JsonText.Show(name)}; there are {known}");
            }
            else if ((seen & 1UL << place) != 0) findings.Report("repeated", $"question \"{name}\" is answered twice");
            else
            {
                seen |= 1UL << place;
                if (property.Value.ValueKind != JsonValueKind.Null)
                    given[place] = Questions[place].Kind.ReadAnswer(Questions[place], property.Value, item ?? ItemFacts.None, findings);
            }
            findings.Leave();
        }
        // a question whose answer was refused is not called missing too
        if (findings.Count == 0) CheckTogether(given, findings, isDraft);
        return findings.Count == 0 ? new AnswersReading(new Answers(this, given), []) : new AnswersReading(null, findings.Violations);
    }

    private void CheckTogether(Answer?[] given, Findings findings, bool isDraft)
    {
        for (var i = 0; i < given.Length; i++)
        {
            var (question, name) = (Questions[i], Questions[i].Name);
            if (!isDraft && !IsAsked(i, given))
            {
                if (given[i] is not null)
                    findings.ReportAt(name, "not_asked", $"question \"{name}\" is only asked when \"{question.When!.Question}\" is {string.Join(" or ", question.When.Is.Take(12))}");
            }
            else if (given[i] is { } answer)
            {
                findings.Enter(name);
                question.Kind.CheckAgainst(question, answer, other => Place(other) is var place and >= 0 ? given[place] : null, findings);
                findings.Leave();
            }
            else if (question.Required && !isDraft) findings.ReportAt(name, "required", $"question \"{name}\" is not answered");
        }
    }

    /// <summary>Whether a question is asked of somebody who answered the ones before it so. What hangs on a question that is not asked is not either.</summary>
    internal bool IsAsked(int place, Answer?[] given) =>
        Questions[place].When is not { } when || Place(when.Question) is var earlier && IsAsked(earlier, given) && when.Holds(Questions[earlier], given[earlier]);

    /// <summary>
    /// What answers given under this schema would lose if it became <paramref name="next"/>, one sentence each: a question or label gone
    /// or renamed, a kind or mode changed, a range narrowed, a question or field newly required. Empty when <paramref name="next"/> only
    /// adds, so that every answer given stays valid.
    /// </summary>
    public IReadOnlyList<string> OrphanedBy(LabelSchema next)
    {
        var lost = new List<string>();
        foreach (var before in Questions)
        {
            if (next.Question(before.Name) is not { } after) lost.Add($"The question \"{before.Name}\" would be gone.");
            else if (after.Kind != before.Kind) lost.Add($"The question \"{before.Name}\" would change from {before.Kind.Name} to {after.Kind.Name}.");
            else
            {
                lost.AddRange(before.Kind.Orphans(before, after).Select(clause => $"In the question \"{before.Name}\", {clause}."));
                lost.AddRange(Condition.Orphans(before.When, after.When, after.Required).Select(clause => $"In the question \"{before.Name}\", {clause}."));
                if (after.Required && !before.Required)
                    lost.Add($"The question \"{before.Name}\" would be required; answers given so far may lack it.");
            }
        }
        foreach (var added in next.Questions)
            if (added.Required && Question(added.Name) is null)
                lost.Add($"The new question \"{added.Name}\" would be required; answers given so far lack it.");
        foreach (var field in next.Fields)
        {
            var before = Fields.FirstOrDefault(one => one.Name == field.Name);
            if (field.Required && before is not { Required: true })
                lost.Add($"The field \"{field.Name}\" would be required; items imported so far may lack it.");
            if (before is not null && !ItemCheck.SameData(before.Kind, field.Kind))
                lost.Add($"The field \"{field.Name}\" would change from {SchemaJson.Word(before.Kind)} to {SchemaJson.Word(field.Kind)}; items imported so far hold other data.");
        }
        return lost;
    }

    /// <summary>
    /// Checks an item's data against the fields: each required one is there and not blank; texts are texts (numbers, true and false are
    /// accepted and shown as text), a conversation is a list of turns, a medium a name or a URL. Paths begin with <c>data</c>; empty when all is well.
    /// </summary>
    public IReadOnlyList<Violation> CheckItem(JsonElement data) => ItemCheck.Of(Fields, data);

    /// <inheritdoc/>
    public bool Equals(LabelSchema? other) => other is not null && (ReferenceEquals(this, other) || ToJson() == other.ToJson());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelSchema);

    /// <inheritdoc/>
    public override int GetHashCode() => ToJson().GetHashCode(StringComparison.Ordinal);
}

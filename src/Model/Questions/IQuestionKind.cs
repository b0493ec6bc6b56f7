using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>
/// Everything the rest of the system needs to know about a kind of question; nothing outside the kind's own file asks which kind it is.
/// A new kind is one file with its question, its answer and this, and one line in <see cref="QuestionKinds"/>; the contract tests run
/// over that list. Derive from <see cref="QuestionKind{TQuestion, TAnswer}"/>, which does the casting.
/// </summary>
/// <remarks>
/// Methods that take a question and answers expect answers read for that question (or one it was extended from). Nothing here throws
/// on what a person sends: <c>Read…</c> reports to the <see cref="Findings"/> and returns null.
/// </remarks>
public interface IQuestionKind
{
    /// <summary>The word in the JSON: <c>choice</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Reads the kind's own properties of a question; the caller has read the head and will report properties not taken.
    /// Returns null only after reporting why.
    /// </summary>
    Question? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings);

    /// <summary>Writes the kind's own properties, in a fixed order, defaults left out.</summary>
    void WriteQuestion(Utf8JsonWriter writer, Question question);

    /// <summary>The keys the question asks for itself, each with the place of its definition below the question.</summary>
    IEnumerable<(string Path, string Key)> Keys(Question question);

    /// <summary>The keys its editor needs, which no label may ask for.</summary>
    IReadOnlyList<EditorKey> EditorKeys { get; }

    /// <summary>
    /// Reads an answer as a person or program sent it, in its canonical form. Null without a report means that nothing was answered
    /// (an empty list, a blank text); null with a report, that the answer breaks a rule.
    /// </summary>
    Answer? ReadAnswer(Question question, JsonElement json, ItemFacts item, Findings findings);

    /// <summary>The fields of the item whose extent answers are checked against; empty when answers do not point into the item.</summary>
    IReadOnlyList<string> PointsInto(Question question);

    /// <summary>Writes the answer; equal answers give equal bytes.</summary>
    void WriteAnswer(Utf8JsonWriter writer, Question question, Answer answer);

    /// <summary>
    /// Checks an answer against the answers to other questions: whether the ends of a relation are among the spans. Called once all are read.
    /// </summary>
    /// <param name="question">The question.</param>
    /// <param name="answer">Read by <see cref="ReadAnswer"/>.</param>
    /// <param name="others">The answer to another question by its name; null when it was left out.</param>
    /// <param name="findings">Stands at the answer.</param>
    void CheckAgainst(Question question, Answer answer, Func<string, Answer?> others, Findings findings);

    /// <summary>
    /// What remains of a merged answer beside the merged answers to other questions, so that together they pass <see cref="CheckAgainst"/>.
    /// </summary>
    /// <returns>The answer, and whether nothing of it was lost.</returns>
    (Answer Answer, bool IsWhole) FitTo(Question question, Answer answer, Func<string, Answer?> others);

    /// <summary>
    /// How alike two answers are, in [0, 1]: symmetric, 1 for an answer and itself. 1 minus this is a distance for Krippendorff's α.
    /// </summary>
    double Similarity(Question question, Answer a, Answer b);

    /// <summary>
    /// Whether two people said the same, so that a task needs no dispute; null is "not answered". Equal answers agree. It need not be
    /// transitive (boxes that overlap enough are not), so a group agrees when every pair of it does.
    /// </summary>
    bool Agree(Question question, Answer? a, Answer? b);

    /// <summary>
    /// What the votes come to; null votes are "not answered". Unanimous votes come back as they are. Deterministic; the order of votes
    /// matters at most to a tie.
    /// </summary>
    Merged Merge(Question question, IReadOnlyList<Answer?> votes);

    /// <summary>
    /// How answers are put to a vote, so that an aggregator can decide the question; null when they have no categories to vote for (free text) and
    /// <see cref="Merge"/> decides. An answer's votes are all it says: votes of one answer alone elect it.
    /// </summary>
    Ballots? Ballots(Question question);

    /// <summary>The answer as a nominal category, for κ and confusion matrices; null when the kind has none (free text).</summary>
    string? Category(Question question, Answer answer);

    /// <summary>All categories in schema order; empty when they are open.</summary>
    IReadOnlyList<string> Categories(Question question);

    /// <summary>What may be said of two answers, for measures of agreement.</summary>
    AnswerScale Scale(Question question);

    /// <summary>What the answer holds of the <see cref="AnswerScale.Members"/> of its scale, in their order; empty when answers are no sets.</summary>
    IReadOnlyList<string> Members(Question question, Answer answer);

    /// <summary>The answer in words for a person, with titles instead of names.</summary>
    string Describe(Question question, Answer answer);

    /// <summary>
    /// What would have to be changed in one answer to have the other, part by part, in their order; null is "not answered". Empty exactly when they are equal.
    /// </summary>
    IReadOnlyList<Change> Diff(Question question, Answer? before, Answer? after);

    /// <summary>Of how many parts the answer is, each with its own place in <see cref="Diff"/>; null when it is one whole.</summary>
    int? Parts(Question question, Answer answer);

    /// <summary>Whether a region may carry such a question as an attribute.</summary>
    bool MayBeAttribute { get; }

    /// <summary>
    /// What answers to <paramref name="before"/> would lose under <paramref name="after"/> (same name, same kind), one clause each; empty
    /// when they all stay valid.
    /// </summary>
    IEnumerable<string> Orphans(Question before, Question after);
}

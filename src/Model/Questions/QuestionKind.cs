using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>The contract of <see cref="IQuestionKind"/> in the kind's own types, with the defaults that suit most kinds.</summary>
public abstract class QuestionKind<TQuestion, TAnswer> : IQuestionKind
    where TQuestion : Question
    where TAnswer : Answer
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc cref="IQuestionKind.ReadQuestion"/>
    protected abstract TQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings);

    /// <inheritdoc cref="IQuestionKind.WriteQuestion"/>
    protected abstract void WriteQuestion(Utf8JsonWriter writer, TQuestion question);

    /// <inheritdoc cref="IQuestionKind.ReadAnswer"/>
    protected abstract TAnswer? ReadAnswer(TQuestion question, JsonElement json, ItemFacts item, Findings findings);

    /// <inheritdoc cref="IQuestionKind.WriteAnswer"/>
    protected abstract void WriteAnswer(Utf8JsonWriter writer, TQuestion question, TAnswer answer);

    /// <inheritdoc cref="IQuestionKind.Similarity"/>
    protected abstract double Similarity(TQuestion question, TAnswer a, TAnswer b);

    /// <inheritdoc cref="IQuestionKind.Describe"/>
    protected abstract string Describe(TQuestion question, TAnswer answer);

    /// <inheritdoc cref="IQuestionKind.Orphans"/>
    protected abstract IEnumerable<string> Orphans(TQuestion before, TQuestion after);

    /// <inheritdoc/>
    /// <remarks>By default: none.</remarks>
    public virtual IReadOnlyList<EditorKey> EditorKeys => [];

    /// <inheritdoc/>
    /// <remarks>By default: no.</remarks>
    public virtual bool MayBeAttribute => false;

    /// <inheritdoc cref="IQuestionKind.PointsInto"/>
    /// <remarks>By default: into none.</remarks>
    protected virtual IReadOnlyList<string> PointsInto(TQuestion question) => [];

    /// <inheritdoc cref="IQuestionKind.CheckAgainst"/>
    /// <remarks>By default: nothing to check.</remarks>
    protected virtual void CheckAgainst(TQuestion question, TAnswer answer, Func<string, Answer?> others, Findings findings) { }

    /// <inheritdoc cref="IQuestionKind.FitTo"/>
    /// <remarks>By default: the answer as it is.</remarks>
    protected virtual (TAnswer Answer, bool IsWhole) FitTo(TQuestion question, TAnswer answer, Func<string, Answer?> others) => (answer, true);

    /// <inheritdoc cref="IQuestionKind.Diff"/>
    /// <remarks>By default: the whole answer became another.</remarks>
    protected virtual IReadOnlyList<Change> Diff(TQuestion question, TAnswer before, TAnswer after) =>
        [Change.Whole(Describe(question, before), Describe(question, after))];

    /// <inheritdoc cref="IQuestionKind.Parts"/>
    /// <remarks>By default: one whole.</remarks>
    protected virtual int? Parts(TQuestion question, TAnswer answer) => null;

    /// <inheritdoc cref="IQuestionKind.Agree"/>
    /// <remarks>By default: equal.</remarks>
    protected virtual bool Agree(TQuestion question, TAnswer a, TAnswer b) => a.Equals(b);

    /// <inheritdoc cref="IQuestionKind.Merge"/>
    /// <remarks>By default: the answer most people gave, see <see cref="Plurality"/>.</remarks>
    protected virtual Merged Merge(TQuestion question, IReadOnlyList<TAnswer?> votes) =>
        Plurality.Of(votes, (a, b) => Agree(question, a, b), comparer: null);

    /// <inheritdoc cref="IQuestionKind.Ballots"/>
    /// <remarks>By default: none.</remarks>
    protected virtual Ballots? Ballots(TQuestion question) => null;

    /// <inheritdoc cref="IQuestionKind.Category"/>
    /// <remarks>By default: none.</remarks>
    protected virtual string? Category(TQuestion question, TAnswer answer) => null;

    /// <inheritdoc cref="IQuestionKind.Categories"/>
    /// <remarks>By default: open.</remarks>
    protected virtual IReadOnlyList<string> Categories(TQuestion question) => [];

    /// <inheritdoc cref="IQuestionKind.Scale"/>
    /// <remarks>By default: the same or not.</remarks>
    protected virtual AnswerScale Scale(TQuestion question) => AnswerScale.Nominal;

    /// <inheritdoc cref="IQuestionKind.Members"/>
    /// <remarks>By default: none.</remarks>
    protected virtual IReadOnlyList<string> Members(TQuestion question, TAnswer answer) => [];

    /// <inheritdoc cref="IQuestionKind.Keys"/>
    /// <remarks>By default: none.</remarks>
    protected virtual IEnumerable<(string Path, string Key)> Keys(TQuestion question) => [];

    Question? IQuestionKind.ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings) =>
        ReadQuestion(head, json, schema, findings);

    void IQuestionKind.WriteQuestion(Utf8JsonWriter writer, Question question) => WriteQuestion(writer, (TQuestion)question);

    IEnumerable<(string Path, string Key)> IQuestionKind.Keys(Question question) => Keys((TQuestion)question);

    Answer? IQuestionKind.ReadAnswer(Question question, JsonElement json, ItemFacts item, Findings findings) =>
        ReadAnswer((TQuestion)question, json, item, findings);

    void IQuestionKind.WriteAnswer(Utf8JsonWriter writer, Question question, Answer answer) =>
        WriteAnswer(writer, (TQuestion)question, (TAnswer)answer);

    IReadOnlyList<string> IQuestionKind.PointsInto(Question question) => PointsInto((TQuestion)question);

    void IQuestionKind.CheckAgainst(Question question, Answer answer, Func<string, Answer?> others, Findings findings) =>
        CheckAgainst((TQuestion)question, (TAnswer)answer, others, findings);

    (Answer Answer, bool IsWhole) IQuestionKind.FitTo(Question question, Answer answer, Func<string, Answer?> others) =>
        FitTo((TQuestion)question, (TAnswer)answer, others);

    IReadOnlyList<Change> IQuestionKind.Diff(Question question, Answer? before, Answer? after) => (before, after) switch
    {
        (null, null) => [],
        (null, TAnswer added) => [new Change(ChangeKind.Added, null, null, [Describe((TQuestion)question, added)])],
        (TAnswer removed, null) => [new Change(ChangeKind.Removed, null, null, [Describe((TQuestion)question, removed)])],
        _ => before!.Equals(after) ? [] : Diff((TQuestion)question, (TAnswer)before, (TAnswer)after!),
    };

    int? IQuestionKind.Parts(Question question, Answer answer) => Parts((TQuestion)question, (TAnswer)answer);

    double IQuestionKind.Similarity(Question question, Answer a, Answer b) => Similarity((TQuestion)question, (TAnswer)a, (TAnswer)b);

    bool IQuestionKind.Agree(Question question, Answer? a, Answer? b) =>
        a is null || b is null ? a is null && b is null : Agree((TQuestion)question, (TAnswer)a, (TAnswer)b);

    Merged IQuestionKind.Merge(Question question, IReadOnlyList<Answer?> votes) => Merge((TQuestion)question, [.. votes.Cast<TAnswer?>()]);

    Ballots? IQuestionKind.Ballots(Question question) => Ballots((TQuestion)question);

    string? IQuestionKind.Category(Question question, Answer answer) => Category((TQuestion)question, (TAnswer)answer);

    IReadOnlyList<string> IQuestionKind.Categories(Question question) => Categories((TQuestion)question);

    AnswerScale IQuestionKind.Scale(Question question) => Scale((TQuestion)question);

    IReadOnlyList<string> IQuestionKind.Members(Question question, Answer answer) => Members((TQuestion)question, (TAnswer)answer);

    string IQuestionKind.Describe(Question question, Answer answer) => Describe((TQuestion)question, (TAnswer)answer);

    IEnumerable<string> IQuestionKind.Orphans(Question before, Question after) => Orphans((TQuestion)before, (TQuestion)after);
}

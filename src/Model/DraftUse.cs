using Assay.Model.Json;
using Assay.Model.Questions;

namespace Assay.Model;

/// <summary>Where a part of a person's answer comes from, when a draft was there to begin with.</summary>
public enum Origin
{
    /// <summary>It is in the draft, just so.</summary>
    Accepted,

    /// <summary>It is in the draft, otherwise.</summary>
    Corrected,

    /// <summary>Nothing in the draft is like it.</summary>
    Added,
}

/// <summary>What became of a weak model's draft in a person's answer to one question.</summary>
/// <param name="Parts">For each part of the answer, in its canonical order, where it comes from; one for an answer that is one whole.</param>
/// <param name="Rejected">Parts of the draft that are not in the answer.</param>
public sealed record DraftUse(IReadOnlyList<Origin> Parts, int Rejected)
{
    private static readonly string[] Words = ["accepted", "corrected", "added"];

    /// <summary>For each part of the answer, in its canonical order, where it comes from.</summary>
    public IReadOnlyList<Origin> Parts { get; } = ValueList<Origin>.Of(Parts);

    /// <summary>What became of a draft, for each question that was asked and that the draft or the answers answer, in the order of the schema.</summary>
    public static IReadOnlyDictionary<string, DraftUse> Of(LabelSchema schema, Answers draft, Answers answers)
    {
        var uses = new OrderedDictionary<string, DraftUse>(StringComparer.Ordinal);
        foreach (var question in schema.Questions)
            if (answers.IsAsked(question.Name) && (draft[question.Name] is not null || answers[question.Name] is not null))
                uses.Add(question.Name, Of(question, draft[question.Name], answers[question.Name]));
        return uses;
    }

    /// <summary>The form in which it is kept: by question, the words of the parts and the count of what was rejected, if any.</summary>
    public static string ToJson(IReadOnlyDictionary<string, DraftUse> uses) => JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var (question, use) in uses)
        {
            writer.WriteStartObject(question);
            writer.WriteStartArray("parts");
            foreach (var part in use.Parts) writer.WriteStringValue(Words[(int)part]);
            writer.WriteEndArray();
            if (use.Rejected > 0) writer.WriteNumber("rejected", use.Rejected);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    });

    private static DraftUse Of(Question question, Answer? draft, Answer? answer)
    {
        var changes = question.Kind.Diff(question, draft, answer);
        if ((draft is null || question.Kind.Parts(question, draft) is not null) && (answer is null || question.Kind.Parts(question, answer) is not null))
            return OfParts(PartsOf(draft), PartsOf(answer), changes);
        return answer is null ? new DraftUse([], 1)
            : new DraftUse([draft is null ? Origin.Added : changes.Count == 0 ? Origin.Accepted : Origin.Corrected], 0);

        int PartsOf(Answer? one) => one is null ? 0 : question.Kind.Parts(question, one) ?? 1;
    }

    private static DraftUse OfParts(int drafted, int answered, IReadOnlyList<Change> changes)
    {
        var parts = new Origin[answered];
        if (drafted == 0) Array.Fill(parts, Origin.Added);
        foreach (var change in changes)
            if (change.Second is { } place) parts[place] = change.What == ChangeKind.Added ? Origin.Added : Origin.Corrected;
        return new DraftUse(parts, drafted == 0 ? 0 : answered == 0 ? drafted : changes.Count(change => change.What == ChangeKind.Removed));
    }
}

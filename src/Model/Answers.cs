using System.Diagnostics.CodeAnalysis;
using Assay.Model.Json;
using Assay.Model.Questions;

namespace Assay.Model;

/// <summary>One person's answers to the questions of a schema. Equal to others that answer the same questions with equal answers.</summary>
public sealed class Answers : IEquatable<Answers>
{
    /// <summary>Characters of JSON that are read at most.</summary>
    public const int Longest = 16_000_000;

    private readonly LabelSchema schema;
    private readonly Answer?[] given;

    internal Answers(LabelSchema schema, Answer?[] given) => (this.schema, this.given) = (schema, given);

    /// <summary>
    /// Answers made in code. Neither the required questions nor the answers themselves are checked, as
    /// <see cref="LabelSchema.ReadAnswers(string, ItemFacts?)"/> does.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such question, or it is of another kind.</exception>
    public static Answers Of(LabelSchema schema, params IEnumerable<(string Question, Answer Answer)> answers)
    {
        var given = new Answer?[schema.Questions.Count];
        foreach (var (name, answer) in answers)
        {
            var question = schema.Question(name) ?? throw new ArgumentException($"There is no question \"{name}\".", nameof(answers));
            if (question.Kind != answer.Kind)
                throw new ArgumentException($"\"{name}\" is a {question.Kind.Name}, not a {answer.Kind.Name}.", nameof(answers));
            given[schema.Place(name)] = answer;
        }
        return new Answers(schema, given);
    }

    /// <summary>The answer to the question; null when it was left out, or there is no such question.</summary>
    public Answer? this[string question] => schema.Place(question) is var place and >= 0 ? given[place] : null;

    /// <summary>Whether the question was asked: it is always, or its condition holds. Not when there is no such question.</summary>
    public bool IsAsked(string question) => schema.Place(question) is var place and >= 0 && schema.IsAsked(place, given);

    /// <summary>The answers given, in the order of the questions.</summary>
    [field: MaybeNull]
    public IReadOnlyDictionary<string, Answer> ByQuestion => field ??= InOrder();

    /// <summary>
    /// The canonical JSON: questions and labels in the order of the schema, so that equal answers under one schema have equal bytes.
    /// </summary>
    public string ToJson() => JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i] is not { } answer) continue;
            var question = schema.Questions[i];
            writer.WritePropertyName(question.Name);
            question.Kind.WriteAnswer(writer, question, answer);
        }
        writer.WriteEndObject();
    });

    /// <inheritdoc/>
    public bool Equals(Answers? other)
    {
        if (other is null) return false;
        if (ReferenceEquals(schema, other.schema)) return given.AsSpan().SequenceEqual(other.given);
        return ByQuestion.Count == other.ByQuestion.Count && ByQuestion.All(pair => pair.Value.Equals(other[pair.Key]));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Answers);

    /// <inheritdoc/>
    public override int GetHashCode() => ByQuestion.Aggregate(0, (hash, pair) => unchecked(hash + HashCode.Combine(pair.Key, pair.Value)));

    /// <inheritdoc/>
    public override string ToString() => ToJson();

    private OrderedDictionary<string, Answer> InOrder()
    {
        var answers = new OrderedDictionary<string, Answer>(StringComparer.Ordinal);
        for (var i = 0; i < given.Length; i++)
            if (given[i] is { } answer) answers.Add(schema.Questions[i].Name, answer);
        return answers;
    }
}

/// <summary>What came of reading answers: either the answers, or what is wrong with them.</summary>
/// <param name="Answers">Null exactly when there are violations.</param>
/// <param name="Violations">Everything wrong, up to <see cref="Findings.Most"/>; empty when the answers are sound.</param>
public sealed record AnswersReading(Answers? Answers, IReadOnlyList<Violation> Violations)
{
    /// <summary>The answers.</summary>
    /// <exception cref="Invalid">There are violations.</exception>
    public Answers OrThrow() => Answers ?? throw new Invalid(Violations);
}

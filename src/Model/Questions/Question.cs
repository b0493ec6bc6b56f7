namespace Assay.Model.Questions;

/// <summary>What every question has, whatever its kind.</summary>
/// <param name="Name">The property of the answers: 1 to 64 of A-Z, a-z, 0-9, _ and -; unique in the schema.</param>
/// <param name="Title">What the person reads.</param>
/// <param name="Hint">A line of help; null for none.</param>
/// <param name="Required">Whether a submission without an answer is refused, where the question is asked.</param>
/// <param name="When">When it is asked; null for always.</param>
public sealed record QuestionHead(string Name, string Title, string? Hint = null, bool Required = true, Condition? When = null);

/// <summary>Something asked about every item. Each kind derives its own record, beside its <see cref="IQuestionKind"/>.</summary>
public abstract record Question(QuestionHead Head)
{
    /// <inheritdoc cref="QuestionHead.Name"/>
    public string Name => Head.Name;

    /// <inheritdoc cref="QuestionHead.Title"/>
    public string Title => Head.Title;

    /// <inheritdoc cref="QuestionHead.Hint"/>
    public string? Hint => Head.Hint;

    /// <inheritdoc cref="QuestionHead.Required"/>
    public bool Required => Head.Required;

    /// <inheritdoc cref="QuestionHead.When"/>
    public Condition? When => Head.When;

    /// <summary>The rules of this kind of question.</summary>
    public abstract IQuestionKind Kind { get; }
}

/// <summary>One person's answer to one question. Equal answers mean the same and have the same JSON.</summary>
public abstract record Answer
{
    /// <summary>The kind of question this answers.</summary>
    public abstract IQuestionKind Kind { get; }
}

/// <summary>What several answers come to.</summary>
/// <param name="Answer">The merged answer; null when most left the question out.</param>
/// <param name="Support">The share of votes, in [0, 1], that agree with it; 1 when there are no votes.</param>
/// <param name="Tied">Whether another answer had as good a claim.</param>
public sealed record Merged(Answer? Answer, double Support, bool Tied);

/// <summary>The part of a schema already read, for a question that speaks of a field or of an earlier question.</summary>
public sealed record SchemaSoFar(IReadOnlyList<Field> Fields, IReadOnlyList<Question> Questions);

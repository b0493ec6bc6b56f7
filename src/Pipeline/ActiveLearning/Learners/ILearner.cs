using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Models;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning.Learners;

/// <summary>How a question is learned: what an answer teaches, and how that becomes a model. One for each kind of question that can be; they are listed in <see cref="LearnerKinds"/>.</summary>
internal interface ILearner
{
    /// <summary>Which is learned.</summary>
    Question Question { get; }

    /// <summary>What its models know, in the order of the schema.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>What of the tasks it is learned from.</summary>
    LearnedFrom From { get; }

    /// <summary>Whether its models are over the features of the pool, so that both are kept together.</summary>
    bool KeepsFeatures { get; }

    /// <summary>Why it cannot be learned: a whole sentence. Null where it can.</summary>
    string? Refusal(LabelSchema schema);

    /// <summary>Whether tasks can be chosen by a strategy.</summary>
    bool Takes(IStrategy strategy);

    /// <summary>What a person's answers teach; null where the question is not answered.</summary>
    Taught? Read(Answers answers);

    /// <summary>A model of these labels, none of which measures it; null where there are too few for one.</summary>
    /// <param name="tasks">What is learned from.</param>
    /// <param name="labels">By people.</param>
    /// <param name="stop">Stops the work.</param>
    ILesson? Learn(LearnedTasks tasks, IReadOnlyList<HumanLabel> labels, CancellationToken stop);

    /// <summary>The model that was kept; null where it is over features that are no longer there.</summary>
    ILesson? Recall(LearnedTasks tasks, LearnedModelRow saved);

    /// <summary>Bounds how long comparing labels takes: it trains some twenty models of up to so many.</summary>
    int MostCompared { get; }

    /// <summary>What labels are worth: trains on these alone, and tells which of the others it is wholly right on, in their order.</summary>
    bool[] Right(LearnedTasks tasks, IReadOnlyList<HumanLabel> taught, IReadOnlyList<HumanLabel> held, CancellationToken stop);
}

/// <summary>What an answer teaches.</summary>
/// <param name="Labels">The labels in it, as places among the learner's, ascending.</param>
/// <param name="Spans">Where they are; null for a question that is not about places.</param>
internal sealed record Taught(IReadOnlyList<int> Labels, SpansAnswer? Spans = null);

/// <summary>A model, and what it says of the tasks of a project.</summary>
internal interface ILesson
{
    /// <summary>Tells models apart by what they hold.</summary>
    string Version { get; }

    /// <summary>Tasks that are looked at when the next ones are chosen; of more so many are drawn.</summary>
    int MostCompared { get; }

    /// <summary>Tasks that are told what it says of them, those first that come next.</summary>
    int MostDrafted { get; }

    /// <summary>The tasks, with what of the model the next turn begins with.</summary>
    TaskPool Pool { get; }

    void Save(Stream stream);

    /// <summary>How right it is on labels that it has not learned from.</summary>
    Evaluation Evaluate(IReadOnlyList<HumanLabel> measuring, CancellationToken stop);

    /// <summary>How far it says the same of tasks as the model that was kept before, chance taken out: Cohen's κ. Null where they do not say the same kind of thing.</summary>
    double? Agreement(LearnedModelRow before, IReadOnlyList<long> tasks, CancellationToken stop);

    /// <summary>Tells a pool what it knows of these tasks, in their order.</summary>
    /// <param name="pool">To be told.</param>
    /// <param name="tasks">Those of the pool.</param>
    /// <param name="labels">That it has learned from.</param>
    /// <param name="stop">Stops the work.</param>
    Pool Tell(Pool pool, IReadOnlyList<long> tasks, IReadOnlyList<HumanLabel> labels, CancellationToken stop);

    /// <summary>Labels of one person that are likely wrong, the most doubtful first.</summary>
    /// <param name="learned">Labels that it has learned from.</param>
    /// <param name="measuring">Labels that it has not.</param>
    /// <param name="pairs">Tasks that two people have answered.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="stop">Stops the work.</param>
    IReadOnlyList<long> Doubted(IReadOnlyList<HumanLabel> learned, IReadOnlyList<HumanLabel> measuring, IReadOnlyList<TwoAnswers> pairs, int most, CancellationToken stop);

    /// <summary>What it says of these tasks, those that are not known any more left out.</summary>
    IEnumerable<NewPrediction> Drafts(IReadOnlyList<long> tasks, CancellationToken stop);
}

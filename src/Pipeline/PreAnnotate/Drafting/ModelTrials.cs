using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.Models.Ensembles;
using Assay.Pipeline.Projects;
using Assay.WeakModels;
using Assay.WeakModels.Rules;

namespace Assay.Pipeline.PreAnnotate.Drafting;

/// <summary>Tries a weak model on a few of a project's tasks. Nothing of it is kept but what it cost.</summary>
public sealed class ModelTrials(Db db, ModelKinds kinds)
{
    /// <summary>Tasks whose drafts are shown.</summary>
    public const int Shown = 10;

    /// <summary>Tasks on which rules are counted, and from which a model that learns without labels learns.</summary>
    public const int Counted = 5_000;

    /// <param name="projectId">The project.</param>
    /// <param name="kind">The kind of model.</param>
    /// <param name="settings">Of the kind's own shape.</param>
    /// <param name="round">Another number draws other tasks; the same the same.</param>
    /// <param name="setupId">The model that is set up anew, whose account pays; null for one that is not set up yet: the one that is next takes the account over.</param>
    /// <param name="cancellation">Stops between items.</param>
    /// <exception cref="NotFound">The project has no such model.</exception>
    /// <exception cref="Invalid">The settings are wrong or do not fit the schema, or the model cannot be asked.</exception>
    public async Task<ModelTrial> Try(long projectId, string kind, JsonElement settings, int round, long? setupId, CancellationToken cancellation)
    {
        var project = db.Read(session =>
        {
            if (setupId is { } id)
                SetupRow.Load(session, projectId, id);
            return ProjectSettings.Load(session, projectId);
        });
        var model = kinds.Open(kind, settings, new ProjectContext(db, project) { Setup = setupId });
        using var held = model as IDisposable;
        await using var account = Account(projectId, kind, setupId, model);
        var isCounted = model is ILearnsUnlabeled or RulesModel or EnsembleModel;
        var sample = db.Read(session => TaskSample.Of(session, projectId, isCounted ? Counted : Shown, round));
        JsonElement[] items = [.. sample.Select(task => JsonElement.Parse(task.Data))];
        if (model is ILearnsUnlabeled learner)
            learner.Learn(project.Schema, items, cancellation);
        if (model is EnsembleModel ensemble)
            ModelKinds.Learn(ensemble, project.Schema, Counted, _ => { }, cancellation);
        var drafts = await ModelKinds.Ask(model, project.Schema, [.. sample.Select(task => task.Id)], items, cancellation);
        return new ModelTrial(
            model.Version,
            [.. Enumerable.Range(0, Math.Min(Shown, items.Length)).Select(place => Told(project, sample[place].Id, items[place], drafts[place]))],
            items.Length,
            drafts.Count(draft => draft.Confidence is not null),
            model is RulesModel rules ? Counts(project.Schema, rules, sample, items, drafts) : [])
        {
            Processor = (model as IRunsHere)?.Processor,
            Members = model is EnsembleModel of
                ? [.. of.Members.Select((one, place) => new TriedMember(one.Member.Name, one.Member.Version, drafts.Count(draft => draft.Sources.Contains(place)), one.Accuracy))]
                : [],
        };
    }

    private ModelAccount Account(long projectId, string kind, long? setupId, IWeakModel model) => setupId is { } id
        ? ModelAccount.Of(db, projectId, model, id)
        : new ModelAccount(db, projectId, model, (session, spent) => Spendings.Add(session, projectId, null, kind, spent));

    private TriedItem Told(ProjectSettings project, long task, JsonElement item, ItemDraft draft)
    {
        if (draft.Confidence is null)
            return new TriedItem(task, item, null, null, draft.Refusal is { } why ? [new Violation("answers", "refused", why)] : []);
        var json = Answers.Of(project.Schema, draft.ByQuestion.Select(each => (each.Key, each.Value.Answer))).ToJson();
        var read = db.Read(session => PredictionStore.Read(session, project, [new NewPrediction(task, json, draft.Confidence)]));
        return new TriedItem(task, item, JsonElement.Parse(json), draft.Confidence, [.. read.Refused.SelectMany(refused => refused.Violations)]);
    }

    /// <summary>Each rule on the sample, held against the final labels that people have given.</summary>
    private static IReadOnlyList<TriedRule> Counts(LabelSchema schema, RulesModel model, IReadOnlyList<SampledTask> sample, IReadOnlyList<JsonElement> items, IReadOnlyList<ItemDraft> drafts)
    {
        var statistics = new RuleStatistics(model.Rules);
        foreach (var (task, item, draft) in sample.Zip(items, drafts))
            model.Count(statistics, schema, item, draft, task.Final is { } final ? schema.ReadDraft(final).Answers?[model.Rules.Question] : null);
        return
        [
            .. statistics.Rules.Select((rule, place) => new TriedRule(
                rule.Name, rule.Label, rule.Votes, rule.Overlaps, rule.Conflicts, model.Weights?.Accuracies[place], rule.Known, rule.Right)),
        ];
    }
}

/// <summary>What came of trying a model.</summary>
/// <param name="Version">Of the model.</param>
/// <param name="Items">Up to ten tasks and what the model says of them.</param>
/// <param name="Counted">Tasks it was asked about in all; rules are counted on them.</param>
/// <param name="Drafted">Of these, those of which it said something.</param>
/// <param name="Rules">By rule, in their order; empty for other models.</param>
public sealed record ModelTrial(string Version, IReadOnlyList<TriedItem> Items, int Counted, int Drafted, IReadOnlyList<TriedRule> Rules)
{
    /// <summary>Of an ensemble its members, in their order; empty for other models.</summary>
    public IReadOnlyList<TriedMember> Members { get; init; } = [];

    /// <summary>What the model computes on; null for one that computes elsewhere, or needs no graph.</summary>
    public ProcessorUse? Processor { get; init; }
}

/// <param name="Name">Of the member.</param>
/// <param name="Version">Whose drafts are taken: the one that spoke last.</param>
/// <param name="Drafts">Tasks, of those counted, of which it has a draft.</param>
/// <param name="Accuracy">How often it is right, as was learned without labels, 0 to 1; null where members count alike.</param>
public sealed record TriedMember(string Name, string Version, int Drafts, double? Accuracy);

/// <param name="TaskId">The task.</param>
/// <param name="Data">Its data, by field.</param>
/// <param name="Answers">The draft, by question; null where the model abstains.</param>
/// <param name="Confidence">How sure the model is, 0 to 1.</param>
/// <param name="Violations">What would keep the draft from being stored, or why there is none although there should be.</param>
public sealed record TriedItem(long TaskId, JsonElement Data, JsonElement? Answers, double? Confidence, IReadOnlyList<Violation> Violations);

/// <param name="Name">The rule.</param>
/// <param name="Label">What it votes for.</param>
/// <param name="Votes">Tasks on which it votes.</param>
/// <param name="Overlaps">Of these, those on which another rule votes too.</param>
/// <param name="Conflicts">Of these, those on which another rule votes for another label.</param>
/// <param name="Learned">How right the label model takes it to be, 0 to 1; null where rules are combined by majority.</param>
/// <param name="Known">Of its votes, those on tasks that have a final label; of spans, the stretches it marks there.</param>
/// <param name="Right">Of these, those for that label; of spans, those that people marked just so.</param>
public sealed record TriedRule(string Name, string Label, int Votes, int Overlaps, int Conflicts, double? Learned, int Known, int Right);

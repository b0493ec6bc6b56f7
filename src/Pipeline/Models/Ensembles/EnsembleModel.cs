using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Aggregation;
using Assay.Model;
using Assay.WeakModels;

namespace Assay.Pipeline.Models.Ensembles;

/// <summary>
/// Drafts tasks by what other models of the project have said of them: by majority, or by a label model, one-coin Dawid-Skene, that learns without labels how right each
/// member is. It asks no member; where too few have answered, at ties, and below the least confidence it abstains. For a run the members' versions and what was learned of them
/// are kept, so that it goes on as it began.
/// </summary>
internal sealed class EnsembleModel(EnsembleSettings settings, ProjectContext project) : IWeakModel
{
    /// <summary>Votes that it learns from, about.</summary>
    private const int MostVotes = 20_000_000;

    /// <summary>Tasks that it learns from.</summary>
    public const int MostTasks = 100_000;

    private IReadOnlyList<EnsembleMember>? members;
    private IReadOnlyList<double?> accuracies = [];
    private LabelSchema? learned;
    private IReadOnlyList<QuestionVotes> questions = [];

    public string Name => EnsembleKind.Word;

    public string Version { get; private set; } = "";

    /// <summary>Its members in their order, each with how often it is right as far as was learned, 0 to 1; null where nothing is learned.</summary>
    public IReadOnlyList<(EnsembleMember Member, double? Accuracy)> Members => [.. (members ?? []).Zip(accuracies)];

    public void Check(LabelSchema schema)
    {
        if (Of(schema).Count == 0)
            throw new UnfitModel($"an ensemble combines choices and spans; {string.Join(", ", schema.Questions.Select(question => $"\"{question.Name}\" is of the kind {question.Kind.Name}"))}");
    }

    /// <exception cref="UnfitModel">Always: it goes by drafts of tasks.</exception>
    public ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default) =>
        throw new UnfitModel("an ensemble goes by what its members have drafted of tasks and cannot be asked about items by themselves");

    /// <summary>Takes its members in the version that spoke last, and learns how right they are; for a run that goes on, as when it began.</summary>
    /// <param name="schema">The questions.</param>
    /// <param name="most">Tasks to learn from.</param>
    /// <param name="passed">Told how many tasks were passed, now and then.</param>
    /// <param name="stop">Stops between pages of tasks.</param>
    /// <exception cref="UnfitModel">A member has said nothing yet, or there is nothing to learn from.</exception>
    public void Learn(LabelSchema schema, int most, Action<long> passed, CancellationToken stop)
    {
        (learned, questions) = (schema, Of(schema));
        if (RunMemory.Of(project) is { } text)
        {
            Remember(JsonSerializer.Deserialize<Kept>(text)!);
            return;
        }

        members = project.Db.Read(session => EnsembleMembers.Newest(session, project.Project.Id, settings));
        accuracies = [.. members.Select(_ => (double?)null)];
        if (settings.Learns)
            Weigh(schema, most, passed, stop);
        Version = VersionOf(members);
        RunMemory.Keep(project, JsonSerializer.Serialize(new Kept(
            schema.ToJson(), members, accuracies, [.. questions.Select(question => question.Learned.Select(Bytes).ToArray())])));
    }

    /// <summary>What it says of tasks, in their order; of each, which members have a draft.</summary>
    /// <param name="schema">The questions, as they were when it learned.</param>
    /// <param name="tasks">Of the project, each once.</param>
    /// <exception cref="UnfitModel">The questions have changed.</exception>
    public IReadOnlyList<ItemDraft> Draft(LabelSchema schema, IReadOnlyList<long> tasks)
    {
        if (members is null)
            throw new InvalidOperationException("The ensemble knows nothing of its members yet; call Learn first.");
        if (!schema.Equals(learned))
            throw Changed();
        return
        [
            .. new MemberDrafts(project.Db, project.Project.Id, members).Of(schema, tasks).Select(said =>
            {
                var drafts = new Dictionary<string, QuestionDraft>();
                foreach (var question in questions)
                    if (question.Decide([.. said.Select(answers => answers?[question.Question.Name])]) is { } draft)
                        drafts[question.Question.Name] = draft;
                return new ItemDraft(drafts) { Sources = [.. said.Index().Where(one => one.Item is not null).Select(one => one.Index)] };
            }),
        ];
    }

    private void Weigh(LabelSchema schema, int most, Action<long> passed, CancellationToken stop)
    {
        var ballots = questions.Sum(question => question.Ballots);
        var tasks = Math.Max(1, Math.Min(most, MostVotes / (ballots * settings.Members.Count)));
        foreach (var page in new MemberDrafts(project.Db, project.Project.Id, members!).All(schema, tasks, passed, stop))
            foreach (var said in page)
                foreach (var question in questions)
                    question.Note([.. said.Select(answers => answers?[question.Question.Name])]);
        // of a question that two never answered together nothing is known but what is supposed
        if (!questions.Any(question => question.IsShared))
            throw new UnfitModel("no task has drafts of two of the members, so there is nothing to learn from: let them draft the same tasks, or combine them by majority");
        IReadOnlyList<double?>[] found = [.. questions.Select(question => question.Learn(stop))];
        accuracies = [.. settings.Members.Select((_, member) => found.Select(one => one[member]).Average())];
    }

    private void Remember(Kept kept)
    {
        if (kept.Schema != learned!.ToJson())
            throw Changed();
        (members, accuracies) = (kept.Members, kept.Accuracies);
        foreach (var (question, bytes) in questions.Zip(kept.Learned))
            question.Learned = [.. bytes.Select(one => Learned.Read(new BinaryReader(new MemoryStream(one))))];
        Version = VersionOf(members);
    }

    private IReadOnlyList<QuestionVotes> Of(LabelSchema schema) => [.. schema.Questions.Select(question => QuestionVotes.Of(question, settings)).OfType<QuestionVotes>()];

    /// <summary>Changes with what is set, with the versions of the members and with what was learned of them.</summary>
    private string VersionOf(IReadOnlyList<EnsembleMember> of)
    {
        var set = Hash(JsonSerializer.Serialize(new { settings.Learns, settings.Minimum, settings.AtLeast, members = of.Select(member => new { member.Name, member.Version }) }))[..12];
        return settings.Learns
            ? $"{set}-{Hash(string.Join(' ', questions.SelectMany(question => question.Learned).Select(one => Convert.ToHexString(Bytes(one)))))[..8]}"
            : set;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[] Bytes(Learned of)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            of.Write(writer);
        return stream.ToArray();
    }

    private static UnfitModel Changed() => new("the project's questions were changed since the run began; let the members draft again, then the ensemble");

    /// <param name="Schema">The questions it learned of.</param>
    /// <param name="Members">In the versions of the run.</param>
    /// <param name="Accuracies">By member.</param>
    /// <param name="Learned">By question and ballot, as bytes.</param>
    private sealed record Kept(string Schema, IReadOnlyList<EnsembleMember> Members, IReadOnlyList<double?> Accuracies, IReadOnlyList<byte[][]> Learned);
}

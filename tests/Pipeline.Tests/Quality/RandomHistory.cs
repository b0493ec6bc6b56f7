using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Quality;

/// <summary>People who do everything that can be done to answers, in an order that a seed decides.</summary>
internal sealed class RandomHistory(Bench bench, int seed)
{
    public const string Schema = """
        {"fields":[{"name":"text","kind":"text"}],"questions":[
        {"name":"topic","kind":"choice","title":"Topic?","mode":"single","labels":[{"name":"sport"},{"name":"world"},{"name":"business"}]},
        {"name":"tags","kind":"choice","title":"Tags?","mode":"multiple","required":false,"labels":[{"name":"a"},{"name":"b"},{"name":"c"}]},
        {"name":"stars","kind":"rating","title":"Stars?","min":1,"max":5,"required":false},
        {"name":"why","kind":"text","title":"Why?","required":false}]}
        """;

    private readonly Random random = new(seed);
    private readonly List<(long Person, string Id)> sent = [];
    private readonly HashSet<(long Person, long Task)> held = [];
    private readonly List<long> decided = [];

    public long Project { get; private set; }

    public IReadOnlyList<long> People { get; private set; } = [];

    public IReadOnlyList<long> Tasks { get; private set; } = [];

    /// <summary>How often each thing came about.</summary>
    public Dictionary<string, int> Done { get; } = [];

    public async Task Begin()
    {
        People = await TestProject.People(bench.Db, 5);
        Project = await TestProject.Create(bench.Db, People[0], overlap: 3, leaseSeconds: 600, goldRate: 0.2, schema: Schema);
        Tasks = await TestProject.Tasks(bench.Db, Project, 40);
    }

    public async Task Steps(int count)
    {
        for (var step = 0; step < count; step++)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(random.Next(90)));
            var what = random.Next(20) switch
            {
                < 8 => "answered",
                8 or 9 => "undone",
                10 => "repeated",
                11 => "late",
                12 => "skipped",
                13 => "decided",
                14 => "decision undone",
                15 => "gold",
                16 => "no longer gold",
                17 => "archived",
                18 => "put back",
                _ => "one more",
            };
            try
            {
                await Step(what, Any(People), Any(Tasks));
                Done[what] = Done.GetValueOrDefault(what) + 1;
            }
            catch (Exception refused) when (refused is Conflict or NotFound)
            {
                // what the moment does not allow is not done
                Done["refused"] = Done.GetValueOrDefault("refused") + 1;
            }
        }
    }

    private Task Step(string what, long person, long task) => what switch
    {
        "answered" => Answer(person),
        "undone" => Undo(),
        "repeated" => Send(person, task),
        "late" => Late(person),
        "skipped" => Skip(person),
        "decided" => Decide(person, task),
        "decision undone" => bench.Stages.Decisions.UndoDecision(Project, person, decided.Count > 0 ? Any(decided) : task),
        "gold" => bench.Stages.Decisions.MarkGold(Project, person, task, Answers()),
        "no longer gold" => bench.Stages.Decisions.UnmarkGold(Project, person, task),
        "archived" => bench.Stages.Decisions.Archive(Project, person, task),
        "put back" => bench.Stages.Decisions.Requeue(Project, person, task),
        _ => bench.Stages.Decisions.AskOneMore(Project, person, task),
    };

    private async Task Decide(long person, long task)
    {
        await bench.Stages.Decisions.Decide(Project, person, task, Answers(), null);
        decided.Add(task);
    }

    private async Task Answer(long person)
    {
        foreach (var claimed in (await bench.Queue.Claim(Project, person, 2)).Tasks)
            await Send(person, claimed.Id);
    }

    private async Task Late(long person)
    {
        foreach (var claimed in (await bench.Queue.Claim(Project, person)).Tasks)
            held.Add((person, claimed.Id));
        bench.Clock.Advance(TimeSpan.FromMinutes(30));
        foreach (var other in People)
            await bench.Queue.Claim(Project, other);
        foreach (var (who, task) in held.ToList())
        {
            held.Remove((who, task));
            await Send(who, task);
        }
    }

    private async Task Skip(long person)
    {
        foreach (var claimed in (await bench.Queue.Claim(Project, person)).Tasks)
            await bench.Submissions.Skip(Project, person, new NewSkip(Id(), claimed.Id, "unclear", 100));
    }

    private async Task Undo()
    {
        if (sent.Count == 0)
            return;
        var (person, id) = sent[random.Next(sent.Count)];
        await bench.Stages.Undo.Take(Project, person, id);
    }

    private async Task Send(long person, long task)
    {
        var id = Id();
        await bench.Submissions.Submit(Project, person, new NewSubmission(id, task, Answers(), 1500, 0));
        sent.Add((person, id));
    }

    private string Answers()
    {
        var topic = Any<string>(["sport", "sport", "world", "business"]);
        var tags = random.Next(3) == 0 ? "" : $",\"tags\":[{Any<string>(["\"a\"", "\"a\",\"b\"", "\"b\",\"c\"", "\"c\""])}]";
        var stars = random.Next(4) == 0 ? "" : $",\"stars\":{random.Next(1, 6)}";
        var why = random.Next(2) == 0 ? "" : $",\"why\":\"{Any<string>(["because", "it  says so", "it says so"])}\"";
        return $"{{\"topic\":\"{topic}\"{tags}{stars}{why}}}";
    }

    private string Id() => new Guid(random.Next(), (short)random.Next(), 4, 1, 2, 3, 4, 5, 6, 7, 8).ToString("D");

    private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}

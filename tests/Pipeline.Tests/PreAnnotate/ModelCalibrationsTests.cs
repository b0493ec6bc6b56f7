using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.Calibrating;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.PreAnnotate;

public sealed class ModelCalibrationsTests
{
    private static readonly ModelName Model = new("words", "1");

    [Theory]
    [Engines]
    public async Task Confidences_are_held_against_what_people_said_without_seeing_a_draft(string engine)
    {
        using var project = await Labeled.Create(engine, 40);
        // sure of all, and right of one in four
        await project.Draft([.. Enumerable.Range(0, 40).Select(task => (task, task < 20 ? 0.99 : 0.8))]);
        await project.Answer([.. Enumerable.Range(0, 40).Select(task => (task, task % 4 == 0))]);

        var found = project.Calibration();
        (found.Judged, found.Right, found.Method).ShouldBe((40, 10, CalibrationMethods.Platt));
        found.MeanConfidence!.Value.ShouldBe(0.895, 1e-9);
        found.Error!.Value.ShouldBe(0.645, 1e-9);
        found.CalibratedError!.Value.ShouldBeLessThan(0.35);
        found.Groups.Select(group => (group.Confidence, group.Drafts, group.Right)).ShouldBe([(0.8, 20, 5), (0.99, 20, 5)], Tolerance);
        found.Groups.ShouldAllBe(group => group.Low < 0.25 && group.High > 0.25 && Math.Abs(group.Chance!.Value - 0.25) < 0.05);
        var (most, sure) = (found.Thresholds.Single(one => one.Threshold.Equals(0.8)), found.Thresholds.Single(one => one.Threshold.Equals(0.9)));
        (most.Share, sure.Share).ShouldBe((1, 0.5));
        sure.Wrong.ShouldBe(0.75, 0.05);
    }

    [Theory]
    [Engines]
    public async Task A_draft_that_somebody_saw_or_that_came_after_the_answer_judges_nothing(string engine)
    {
        using var project = await Labeled.Create(engine, 6);
        await project.Answer((0, true), (1, true));
        project.Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await project.Draft((0, 0.9), (1, 0.9), (2, 0.9), (3, 0.9), (4, 0.9));
        await project.AnswerSeeing(2, true);
        await project.Answer((3, true), (4, false), (5, true));

        var found = project.Calibration();
        (found.Judged, found.Right, found.Method, found.CalibratedError).ShouldBe((2, 1, null, null));
        found.Thresholds.ShouldBeEmpty("too few were judged to say anything of others");
        found.Groups.ShouldHaveSingleItem().Chance.ShouldBeNull();
        (found.Needed - found.Judged).ShouldBe(28);
    }

    [Theory]
    [Engines]
    public async Task A_model_of_another_project_is_not_found_and_one_without_a_judged_draft_has_no_figures(string engine)
    {
        using var project = await Labeled.Create(engine, 1);
        await project.Draft((0, 0.9));
        var found = project.Calibration();
        (found.Judged, found.Error, found.MeanConfidence).ShouldBe((0, null, null));
        found.Groups.ShouldBeEmpty();
        var other = await TestProject.Create(project.Bench.Db, project.Person);
        Should.Throw<NotFound>(() => new ModelCalibrations(project.Bench.Db).Of(other, found.ModelId));
    }

    [Theory]
    [Engines]
    public async Task From_three_hundred_on_the_calibration_takes_any_rising_shape(string engine)
    {
        using var project = await Labeled.Create(engine, 300);
        // right of all from 0.6, and of none below, however sure
        await project.Draft([.. Enumerable.Range(0, 300).Select(task => (task, task / 300.0))]);
        await project.Answer([.. Enumerable.Range(0, 300).Select(task => (task, task >= 180))]);
        var found = project.Calibration();
        (found.Method, found.Groups.Count).ShouldBe((CalibrationMethods.Isotonic, 10));
        found.CalibratedError!.Value.ShouldBeLessThan(found.Error!.Value / 2);
        found.Thresholds.Single(one => one.Threshold.Equals(0.9)).Wrong.ShouldBe(0, 1e-9);
        found.Thresholds.Single(one => one.Threshold.Equals(0.0)).Wrong.ShouldBe(0.6, 0.05);
    }

    private static readonly IEqualityComparer<(double Confidence, int Drafts, int Right)> Tolerance = new Near();

    private sealed class Near : IEqualityComparer<(double Confidence, int Drafts, int Right)>
    {
        public bool Equals((double Confidence, int Drafts, int Right) x, (double Confidence, int Drafts, int Right) y) =>
            Math.Abs(x.Confidence - y.Confidence) < 1e-9 && (x.Drafts, x.Right) == (y.Drafts, y.Right);

        public int GetHashCode((double Confidence, int Drafts, int Right) obj) => obj.Drafts;
    }

    /// <summary>A project of one person, whose model drafts sport of everything; a task is of sport or of the world as the test says.</summary>
    private sealed class Labeled : IDisposable
    {
        private Labeled(Bench bench) => Bench = bench;

        public Bench Bench { get; }

        public long Person { get; private init; }

        public long Project { get; private init; }

        public IReadOnlyList<long> Tasks { get; private init; } = [];

        public static async Task<Labeled> Create(string engine, int tasks)
        {
            var bench = new Bench(engine);
            var person = await TestProject.Person(bench.Db, "p");
            var project = await TestProject.Create(bench.Db, person);
            return new Labeled(bench) { Person = person, Project = project, Tasks = await TestProject.Tasks(bench.Db, project, tasks) };
        }

        public Task<StoredPredictions> Draft(params (int Task, double Confidence)[] drafts) => Bench.Stages.Predictions.Add(
            Project, Person, Model, [.. drafts.Select(draft => new NewPrediction(Tasks[draft.Task], TestProject.Answer("sport"), draft.Confidence))]);

        /// <summary>Answers tasks, the next ones in their order, without a draft before the person.</summary>
        public async Task Answer(params (int Task, bool IsSport)[] answers)
        {
            foreach (var (task, isSport) in answers)
            {
                (await Bench.Queue.Claim(Project, Person)).Tasks[0].Id.ShouldBe(Tasks[task]);
                await Bench.Submit(Project, Person, Tasks[task], isSport ? "sport" : "world");
            }
        }

        public async Task AnswerSeeing(int task, bool isSport)
        {
            var claimed = (await Bench.Queue.Claim(Project, Person)).Tasks[0];
            await Bench.Submissions.Submit(Project, Person, new NewSubmission(
                Guid.NewGuid().ToString("D"), Tasks[task], TestProject.Answer(isSport ? "sport" : "world"), 1500, 0, claimed.Suggestion!.PredictionId));
        }

        public ModelCalibration Calibration() => new ModelCalibrations(Bench.Db).Of(Project, Bench.One<long>("SELECT id FROM weak_model"));

        public void Dispose() => Bench.Dispose();
    }
}

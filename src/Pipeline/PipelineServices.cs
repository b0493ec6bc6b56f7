using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.ActiveLearning.Work;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Database;
using Assay.Pipeline.Export;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media;
using Assay.Pipeline.Metrics;
using Assay.Pipeline.Models;
using Assay.Pipeline.People;
using Assay.Pipeline.PreAnnotate;
using Assay.Pipeline.PreAnnotate.AutoAccept;
using Assay.Pipeline.PreAnnotate.Calibrating;
using Assay.Pipeline.PreAnnotate.Difficulty;
using Assay.Pipeline.PreAnnotate.Drafting;
using Assay.Pipeline.PreAnnotate.Effects;
using Assay.Pipeline.PreAnnotate.Setups;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality;
using Assay.Pipeline.Quality.Aggregating;
using Assay.Pipeline.Quality.Arbitration;
using Assay.Pipeline.Quality.Measuring;
using Assay.Pipeline.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Pipeline;

/// <summary>The stages in their order. Each is one object for the life of the program; what they share is the database and the clock.</summary>
public static class PipelineServices
{
    /// <summary>Adds the whole pipeline over a database, which the container closes when it ends.</summary>
    /// <param name="services">The container; to be disposed asynchronously, since jobs are let to the end of their transaction.</param>
    /// <param name="db">The database.</param>
    /// <param name="clock">The clock of everything.</param>
    /// <param name="largestUpload">Bytes; null leaves the default of <see cref="Uploads.MostBytes"/>.</param>
    /// <param name="learner">Learns in a process of its own; null: this process does.</param>
    public static IServiceCollection AddPipeline(this IServiceCollection services, Db db, TimeProvider clock, long? largestUpload = null, LearnerProgram? learner = null)
    {
        services.AddSingleton(_ => db).AddSingleton(clock);

        // People and Projects: who works, and on what
        services.AddSingleton<Accounts>().AddSingleton<SetUp>().AddSingleton<ApiTokens>().AddSingleton<Members>().AddSingleton<Invitations>();
        services.AddSingleton<RecentCounts>().AddSingleton<Projects.Projects>().AddSingleton<Guidelines>();

        // Media: what items show beside texts
        services.AddSingleton(new MediaLimits()).AddSingleton<MediaLibrary>().AddSingleton<WebMedia>().AddSingleton<Thumbnails>().AddSingleton<Waveforms>();

        // Ingest, and the jobs that do it; JobRunner.Start() makes this process do the jobs of the list
        services.AddSingleton(_ => largestUpload is { } most ? new Uploads(db, clock) { MostBytes = most } : new Uploads(db, clock));
        services.AddSingleton<Jobs.Jobs>().AddSingleton<Imports>();
        services.AddSingleton(all => new JobRunner(db, all.GetRequiredService<Jobs.Jobs>(), clock, JobKinds.All(
            db, all.GetRequiredService<Jobs.Jobs>(), all.GetRequiredService<Uploads>(), all.GetRequiredService<WebMedia>(), all.GetRequiredService<ModelKinds>(), all.GetRequiredService<ILearningWork>(), clock)));

        // PreAnnotate: what weak models say
        services.AddSingleton(_ => new ModelKinds(ModelPlaces.OfServer(db.DataFolder), clock));
        services.AddSingleton<Predictions>().AddSingleton<ModelSetups>().AddSingleton<ModelTrials>().AddSingleton<DraftingRuns>().AddSingleton<RunEstimates>().AddSingleton<DraftEffects>()
            .AddSingleton<ModelCalibrations>().AddSingleton<AutoAccepts>().AddSingleton<Difficulties>().AddSingleton<Prompts>().AddSingleton<Spendings>();

        // Queue, Annotate, Quality: who works on what, what they say, what it comes to
        services.AddSingleton<TaskQueue>();
        services.AddSingleton<Submissions>().AddSingleton<Drafts>().AddSingleton<Trail>().AddSingleton<Undo>();
        services.AddSingleton<Disputes>().AddSingleton<Decisions>().AddSingleton<TaskStories>().AddSingleton<TaskList>();
        services.AddSingleton<VoteMemory>().AddSingleton<QualityReports>().AddSingleton<Confusions>().AddSingleton<WorstTasks>();
        services.AddSingleton<Aggregations>().AddSingleton<Arbitrations>().AddSingleton<Clarifications>();

        // Export: what leaves
        services.AddSingleton<Exporter>().AddSingleton<ExportSummaries>();

        // ActiveLearning: what the next labels should be of
        services.AddSingleton<Learnings>();
        services.AddSingleton<ILearningWork>(all => learner is null
            ? new LocalWork(db, all.GetRequiredService<ModelKinds>().Images, clock)
            : new LearningProcess(learner, new WorkPlace(db.DataFolder, db.ConnectionString), clock));

        // Metrics: how far it has come
        services.AddSingleton(all => new Overviews(
            db, all.GetRequiredService<RecentCounts>(),
            project => [.. all.GetRequiredService<QualityReports>().Of(project).Questions.Select(question => new AgreementFigure(question.Question, question.Percent))],
            clock));
        services.AddSingleton(all => new MetricsReports(
            db,
            project => [.. all.GetRequiredService<QualityReports>().Of(project).Questions.Select(question => new AlphaFigure(question.Question, question.Alpha))],
            project => Own(all.GetRequiredService<Learnings>().Get(project)),
            clock));
        services.AddSingleton<ProjectPulse>();
        return services;
    }

    /// <summary>The newest of a project's own models that was held against the random stream.</summary>
    private static OwnModelFigure Own(LearningState state)
    {
        var last = state.Rounds.LastOrDefault(round => round.Version is not null);
        return new OwnModelFigure(
            state.Settings.IsOn, state.Question, last is not null, last is { Evaluated: > 0 } ? new Estimate(last.Right / (double)last.Evaluated, last.Low, last.High, last.Evaluated) : null);
    }
}

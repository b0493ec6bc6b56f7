using Assay.Pipeline.Annotate;
using Assay.Pipeline.Database;
using Assay.Pipeline.Export;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Metrics;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality;
using Assay.Pipeline.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Pipeline;

/// <summary>The stages in their order. Each is one object for the life of the program; what they share is the database and the clock.</summary>
public static class PipelineServices
{
    /// <summary>Adds the whole pipeline over a database, which the container closes when it ends.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services, Db db, TimeProvider clock)
    {
        services.AddSingleton(_ => db).AddSingleton(clock);

        // People and Projects: who works, and on what
        services.AddSingleton<Accounts>().AddSingleton<SetUp>().AddSingleton<ApiTokens>().AddSingleton<Members>().AddSingleton<Invitations>();
        services.AddSingleton<RecentCounts>().AddSingleton<Projects.Projects>().AddSingleton<Guidelines>();

        // Jobs, Ingest: JobRunner.Start() makes this process do the jobs of the list
        services.AddSingleton<Jobs.Jobs>().AddSingleton<Uploads>().AddSingleton<Imports>();
        services.AddSingleton(all => new JobRunner(db, all.GetRequiredService<Jobs.Jobs>(), clock, JobKinds.All(
            db, all.GetRequiredService<Jobs.Jobs>(), all.GetRequiredService<Uploads>(), clock)));

        // Queue, Annotate, Quality, Export
        services.AddSingleton<TaskQueue>();
        services.AddSingleton<Submissions>().AddSingleton<Undo>().AddSingleton<Drafts>().AddSingleton<Trail>();
        services.AddSingleton<Disputes>().AddSingleton<Decisions>().AddSingleton<TaskStories>().AddSingleton<TaskList>().AddSingleton<AgreementReport>();
        services.AddSingleton<Exporter>();

        // Metrics: how far it has come
        services.AddSingleton<Overviews>().AddSingleton<ProjectPulse>();
        return services;
    }
}

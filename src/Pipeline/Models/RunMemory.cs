namespace Assay.Pipeline.Models;

/// <summary>What a model learns of a project for a run: kept once, so that the run goes on as it began.</summary>
internal static class RunMemory
{
    /// <summary>Null where nothing is kept, and without a run.</summary>
    public static string? Of(ProjectContext project) => project.Run is { } run
        ? project.Db.Read(session => session.OneOrNone<string>("SELECT briefing FROM model_briefing WHERE job_id = @run", new { run }))
        : null;

    /// <summary>Keeps it for the run, where nothing is kept yet; nothing without a run.</summary>
    public static void Keep(ProjectContext project, string text)
    {
        if (project.Run is { } run)
            project.Db.Write(session => session.Execute(
                "INSERT INTO model_briefing (job_id, briefing) VALUES (@run, @text) ON CONFLICT (job_id) DO NOTHING", new { run, text })).GetAwaiter().GetResult();
    }
}

using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Assay.Architecture.Tests;

/// <summary>The small arrows, between the stages of the pipeline: down by plain calls, sideways only to the Queue, later through a job.</summary>
public sealed class StageTests
{
    private const string Prefix = "Assay.Pipeline.";

    /// <summary>What every stage stands on.</summary>
    private static readonly string[] Ground = ["Database", "Projects", "People", "Jobs", "Media", "Models", "Queue"];

    private static readonly IReadOnlyList<string> Stages = ["Ingest", "PreAnnotate", "Queue", "Annotate", "Quality", "Export", "ActiveLearning", "Metrics"];

    private static readonly ArchUnitNET.Domain.Architecture Pipeline = new ArchLoader().LoadAssemblies(Assemblies.Ours["Pipeline"]).Build();

    /// <summary>The folders of src/Pipeline as they are: a new one must find its place here.</summary>
    [Fact]
    public void Every_folder_of_the_pipeline_is_a_stage_or_ground() =>
        Folders().Except(Stages).Except(Ground).ShouldBeEmpty();

    [Fact]
    public void Stages_use_the_ground_and_no_other_stage()
    {
        var found =
            from type in Pipeline.Types
            let stage = Stage(type)
            where stage is not null
            from other in Others(type)
            where Stages.Contains(other.Stage) && other.Stage != stage && !Ground.Contains(other.Stage)
            select $"{stage}: {type.Name} uses {other.Stage}: {other.Name}";

        found.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void The_ground_knows_of_the_stages_only_the_Queue()
    {
        var found =
            from type in Pipeline.Types
            let folder = Folder(type)
            where folder is "Database" or "Jobs" or "Media" or "Models" or "People" or "Projects"
            from other in Others(type)
            where Stages.Contains(other.Stage) && other.Stage != "Queue"
            select $"{folder}: {type.Name} uses {other.Stage}: {other.Name}";

        found.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void The_database_knows_nothing_above_it() =>
        Pipeline.Types.Where(type => Folder(type) == "Database").SelectMany(type => Others(type))
            .Where(other => other.Stage != "Database").Select(other => $"{other.Stage}.{other.Name}").Distinct().ShouldBeEmpty();

    private static IEnumerable<(string Stage, string Name)> Others(IType type) =>
        type.Dependencies.Select(dependency => dependency.Target).Where(target => target is not GenericParameter && Folder(target) is not null).Select(target => (Folder(target)!, target.Name));

    private static string? Stage(IType type) => Folder(type) is { } folder && Stages.Contains(folder) ? folder : null;

    private static string? Folder(IType type) =>
        type.Namespace?.FullName is { } space && space.StartsWith(Prefix, StringComparison.Ordinal) ? space[Prefix.Length..].Split('.')[0] : null;

    private static IEnumerable<string> Folders() =>
        Directory.EnumerateDirectories(Path.Combine(Assemblies.Root, "src", "Pipeline")).Select(path => Path.GetFileName(path)!).Where(name => name is not "bin" and not "obj");
}

using Assay.Model;

namespace Assay.Pipeline.Projects;

/// <summary>A project as one of its members sees it.</summary>
public sealed record Project
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The role of whoever asks.</summary>
    public required ProjectRole Role { get; init; }

    public required LabelSchema Schema { get; init; }

    /// <summary>How many people answer each task.</summary>
    public required int Overlap { get; init; }

    /// <summary>How long a claimed task is kept for a person without a sign of life.</summary>
    public required int LeaseSeconds { get; init; }

    /// <summary>Who gets a skipped task: others, me (again, later), nobody; or forbidden.</summary>
    public required string SkipPolicy { get; init; }

    /// <summary>Share of claims that get a task whose answer is known, 0 to 0.5.</summary>
    public required double GoldRate { get; init; }

    /// <summary>How answers become a label: unanimity, or the name of an aggregator.</summary>
    public required string Aggregator { get; init; }

    /// <summary>The least confidence on every question with which an aggregator completes a task, 0 to 1; below, it is disputed.</summary>
    public required double ConfidenceThreshold { get; init; }

    /// <summary>What the items are, in the plural: "mails".</summary>
    public required string ItemWord { get; init; }

    /// <summary>Hosts from which images and recordings that items name by URL are fetched; none by default.</summary>
    public required IReadOnlyList<string> MediaHosts { get; init; }

    /// <summary>Share of tasks whose drafts nobody is shown, so that what drafts do can be measured, 0 to 0.5.</summary>
    public required double WithheldShare { get; init; }

    /// <summary>The guidelines in force; 0 when there are none.</summary>
    public required long GuidelineVersion { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required bool Archived { get; init; }

    public required bool IsDemo { get; init; }

    public static Project Of(ProjectSettings settings, ProjectRole role) => new()
    {
        Id = settings.Id,
        Name = settings.Name,
        Role = role,
        Schema = settings.Schema,
        Overlap = settings.Overlap,
        LeaseSeconds = settings.LeaseSeconds,
        SkipPolicy = settings.SkipPolicy,
        GoldRate = settings.GoldRate,
        Aggregator = settings.Aggregator,
        ConfidenceThreshold = settings.ConfidenceThreshold,
        ItemWord = settings.ItemWord,
        MediaHosts = settings.MediaHosts,
        WithheldShare = settings.WithheldShare,
        GuidelineVersion = settings.GuidelineVersion,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(settings.CreatedAt),
        Archived = settings.ArchivedAt is not null,
        IsDemo = settings.IsDemo,
    };
}

/// <summary>A project in the list of a person's projects.</summary>
/// <param name="Mine">Answers the person gave.</param>
public sealed record ProjectSummary(
    long Id, string Name, ProjectRole Role, long Total, long Decided, long Disputed, long Mine, bool Archived, bool IsDemo);

/// <summary>What a project begins with.</summary>
/// <param name="SchemaJson">The label schema as JSON.</param>
public sealed record NewProject(string Name, string SchemaJson)
{
    /// <summary>Markdown; null or empty: none yet.</summary>
    public string? Guidelines { get; init; }

    public ProjectChanges Settings { get; init; } = new();

    public bool IsDemo { get; init; }
}

/// <summary>Settings to change; what is null stays as it is.</summary>
public sealed record ProjectChanges
{
    /// <summary>1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Answers wanted for each task, 1 to 50, 2 by default. A change holds for tasks nobody has begun.</summary>
    public int? Overlap { get; init; }

    /// <summary>30 seconds to a day, 15 minutes by default.</summary>
    public int? LeaseSeconds { get; init; }

    /// <summary>others (the default), me, nobody or forbidden.</summary>
    public string? SkipPolicy { get; init; }

    /// <summary>0 (the default) to 0.5.</summary>
    public double? GoldRate { get; init; }

    /// <summary>
    /// How answers become a label: unanimity (the default), or majority, wawa, zero_based_skill, one_coin_dawid_skene, dawid_skene, glad, mace or
    /// ebcc. A change decides all tasks anew but those a reviewer decided, gold and archived ones.
    /// </summary>
    public string? Aggregator { get; init; }

    /// <summary>The least confidence on every question with which an aggregator completes a task, 0 to 1, 0.8 by default.</summary>
    public double? ConfidenceThreshold { get; init; }

    /// <summary>A plural noun of 1 to 40 characters, "items" by default.</summary>
    public string? ItemWord { get; init; }

    /// <summary>
    /// Hosts from which images and recordings that items name by URL are fetched when they are imported: `images.example.org`, or `*.example.org` for all
    /// below it. Only owners change it; none by default.
    /// </summary>
    public IReadOnlyList<string>? MediaHosts { get; init; }

    /// <summary>0 (the default: nothing is measured) to 0.5.</summary>
    public double? WithheldShare { get; init; }

    /// <summary>An archived project hands out no tasks and stays readable.</summary>
    public bool? Archived { get; init; }
}

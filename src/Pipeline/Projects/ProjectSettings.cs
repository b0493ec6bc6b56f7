using System.Data;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Projects;

/// <summary>What the stages need to know of a project. Read anew for every piece of work; only the parsed schema is kept.</summary>
public sealed record ProjectSettings
{
    /// <summary>More people than this on one task is a mistake.</summary>
    public const int LargestOverlap = 100;

    private static readonly HotSql Sql = new(
        """
        SELECT id, name, schema_version, overlap, lease_seconds, skip_policy, gold_rate, item_word, guideline_version, is_demo, created_at, archived_at,
            aggregator, confidence_threshold, fit, media_hosts, withheld_share
        FROM project WHERE id = @id
        """,
        DbType.Int64);

    public required long Id { get; init; }

    public required string Name { get; init; }

    public required LabelSchema Schema { get; init; }

    public required long SchemaVersion { get; init; }

    /// <summary>How many people answer each task.</summary>
    public required int Overlap { get; init; }

    /// <summary>How long a claimed task is kept for the person without a sign of life.</summary>
    public required int LeaseSeconds { get; init; }

    /// <summary>What happens to a skipped task: others, me, nobody, forbidden.</summary>
    public required string SkipPolicy { get; init; }

    /// <summary>Share of claims that get a task whose answer is known, 0 to 0.5.</summary>
    public required double GoldRate { get; init; }

    /// <summary>What the items are, in the plural: "mails".</summary>
    public required string ItemWord { get; init; }

    /// <summary>How answers become a label: a word of <see cref="DecisionRules"/>.</summary>
    public required string Aggregator { get; init; }

    /// <summary>The least confidence on every question with which an aggregator completes a task, 0 to 1.</summary>
    public required double ConfidenceThreshold { get; init; }

    /// <summary>The number of what was last learned of the people; 0 for nothing.</summary>
    public required long Fit { get; init; }

    /// <summary>Hosts from which images and recordings that items name by URL are fetched.</summary>
    public required IReadOnlyList<string> MediaHosts { get; init; }

    /// <summary>Share of tasks whose drafts nobody is shown, 0 to 0.5; 0 measures nothing.</summary>
    public required double WithheldShare { get; init; }

    public required long GuidelineVersion { get; init; }

    public required bool IsDemo { get; init; }

    public required long CreatedAt { get; init; }

    public required long? ArchivedAt { get; init; }

    /// <summary>Whether a late answer says something, though nobody waited for it.</summary>
    public bool CountsLateAnswers => Aggregator != DecisionRules.Unanimity;

    /// <summary>Whether tasks are decided by how good each person is found to be. Free text has no categories to find it by.</summary>
    public bool LearnsPeople => DecisionRules.LearnsPeople(Aggregator) && Schema.Ballots.Any(ballots => ballots is not null);

    public static ProjectSettings Load(Session session, long id) => TryLoad(session, id) ?? throw new NotFound($"There is no project {id}.");

    private static ProjectSettings? TryLoad(Session session, long id)
    {
        ProjectSettings settings;
        using (var row = session.Hot(Sql).Read(id))
        {
            if (!row.Read())
                return null;
            settings = new ProjectSettings
            {
                Id = id,
                Name = row.GetString(1),
                Schema = null!,
                SchemaVersion = row.GetInt64(2),
                Overlap = row.GetInt32(3),
                LeaseSeconds = row.GetInt32(4),
                SkipPolicy = row.GetString(5),
                GoldRate = row.GetDouble(6),
                ItemWord = row.GetString(7),
                GuidelineVersion = row.GetInt64(8),
                IsDemo = row.GetBoolean(9),
                CreatedAt = row.GetInt64(10),
                ArchivedAt = row.IsDBNull(11) ? null : row.GetInt64(11),
                Aggregator = row.GetString(12),
                ConfidenceThreshold = row.GetDouble(13),
                Fit = row.GetInt64(14),
                MediaHosts = row.GetString(15).Split(' ', StringSplitOptions.RemoveEmptyEntries),
                WithheldShare = row.GetDouble(16),
            };
        }

        return settings with { Schema = ParsedSchemas.Of(session, id, settings.SchemaVersion) };
    }
}

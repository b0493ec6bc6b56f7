using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>A turn of the loop: what was learned, how right the model is, what was brought forward.</summary>
public sealed record LearningRound
{
    public required DateTimeOffset At { get; init; }

    public required string Question { get; init; }

    /// <summary>Labels that people had given by then and that it learned from.</summary>
    public required long Labels { get; init; }

    /// <summary>Labels of the random stream, which the model is held against.</summary>
    public required long Evaluated { get; init; }

    /// <summary>Of these, how many the model says alike.</summary>
    public required long Right { get; init; }

    /// <summary>The lower end of the exact 95 % interval of the accuracy (Clopper-Pearson), 0 to 1.</summary>
    public required double Low { get; init; }

    /// <summary>Its upper end.</summary>
    public required double High { get; init; }

    /// <summary>The mean F1 over the labels that were given or predicted, 0 to 1; null where nothing was evaluated.</summary>
    public required double? MacroF1 { get; init; }

    /// <summary>The expected calibration error, 0 to 1; null where nothing was evaluated.</summary>
    public required double? CalibrationError { get; init; }

    /// <summary>By which tasks were chosen.</summary>
    public required string Strategy { get; init; }

    /// <summary>Of the model; null where there were no two different labels yet.</summary>
    public required string? Version { get; init; }

    /// <summary>Tasks brought forward.</summary>
    public required long Chosen { get; init; }

    /// <summary>How far the predictions agree with those of the model before on the same tasks: Cohen's κ, up to 1; null without a model before.</summary>
    public required double? Agreement { get; init; }

    /// <summary>What the next hundred labels are expected to add to the accuracy; null where that cannot be told yet.</summary>
    public required double? Gain { get; init; }

    /// <summary>How that was found: inverse_power_law.</summary>
    public required string? GainBy { get; init; }

    /// <summary>Seconds of computing.</summary>
    public required double Seconds { get; init; }
}

/// <summary>A row of the table learning_round.</summary>
internal sealed record RoundRow
{
    private const string Columns =
        "id, run, question, labels, evaluated, correct, low, high, macro_f1, calibration_error, strategy, version, chosen, agreement, gain, gain_by, seconds, at";

    public long Id { get; init; }

    public long ProjectId { get; init; }

    public long Run { get; init; }

    public string Question { get; init; } = "";

    public long Labels { get; init; }

    public long Evaluated { get; init; }

    public long Correct { get; init; }

    public double Low { get; init; }

    public double High { get; init; } = 1;

    public double? MacroF1 { get; init; }

    public double? CalibrationError { get; init; }

    /// <summary>A <see cref="LearnedCalibration"/> as JSON; null where nothing was evaluated.</summary>
    public string? Calibration { get; init; }

    public string Strategy { get; init; } = "";

    public string? Version { get; init; }

    public long Chosen { get; init; }

    /// <summary>The tasks brought forward, in their order, as JSON.</summary>
    public string Places { get; init; } = "[]";

    /// <summary>The tasks of which one more person is asked, as JSON.</summary>
    public string Doubted { get; init; } = "[]";

    public double? Agreement { get; init; }

    public double? Gain { get; init; }

    public string? GainBy { get; init; }

    public double Seconds { get; init; }

    public long At { get; init; }

    [JsonIgnore]
    public LearningRound Told => new()
    {
        At = DateTimeOffset.FromUnixTimeMilliseconds(At),
        Question = Question,
        Labels = Labels,
        Evaluated = Evaluated,
        Right = Correct,
        Low = Low,
        High = High,
        MacroF1 = MacroF1,
        CalibrationError = CalibrationError,
        Strategy = Strategy,
        Version = Version,
        Chosen = Chosen,
        Agreement = Agreement,
        Gain = Gain,
        GainBy = GainBy,
        Seconds = Seconds,
    };

    [JsonIgnore]
    public IReadOnlyList<long> InOrder => JsonSerializer.Deserialize<long[]>(Places)!;

    [JsonIgnore]
    public IReadOnlyList<long> AskedAgain => JsonSerializer.Deserialize<long[]>(Doubted)!;

    /// <summary>The last so many of a project, the oldest first, without the tasks.</summary>
    public static IReadOnlyList<RoundRow> Last(Session session, long projectId, int count) =>
        [.. session.Query<RoundRow>($"SELECT {Columns} FROM learning_round WHERE project_id = @projectId ORDER BY id DESC LIMIT @count", new { projectId, count }).Reverse()];

    /// <summary>The last one, with its tasks.</summary>
    public static RoundRow? Newest(Session session, long projectId) => session.OneOrNone<RoundRow>(
        $"SELECT {Columns}, places, doubted FROM learning_round WHERE project_id = @projectId ORDER BY id DESC LIMIT 1", new { projectId });

    /// <summary>How well the newest model of a question is calibrated; null where it was never held against labels.</summary>
    public static LearnedCalibration? NewestCalibration(Session session, long projectId, string question) => Read<LearnedCalibration>(session.OneOrNone<string>(
        "SELECT calibration FROM learning_round WHERE project_id = @projectId AND question = @question AND version IS NOT NULL ORDER BY id DESC LIMIT 1", new { projectId, question }));

    /// <summary>What choosing saved, as it was last found; null before.</summary>
    public static LabelSaving? NewestSaving(Session session, long projectId, string question) => Read<LabelSaving>(session.OneOrNone<string>(
        "SELECT saving FROM learning_round WHERE project_id = @projectId AND question = @question AND saving IS NOT NULL ORDER BY id DESC LIMIT 1", new { projectId, question }));

    /// <summary>Keeps with a round what choosing saved.</summary>
    public static void Keep(Session session, long id, LabelSaving saving) =>
        session.Execute("UPDATE learning_round SET saving = @saving WHERE id = @id", new { id, saving = Json(saving) });

    public static string? Json(object? value) => value is null ? null : JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static T? Read<T>(string? json)
        where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web);

    /// <summary>Its number.</summary>
    public long Add(Session session) => session.One<long>(
        """
        INSERT INTO learning_round (project_id, run, question, labels, evaluated, correct, low, high, macro_f1, calibration_error, calibration, strategy, version, chosen, places, doubted,
            agreement, gain, gain_by, seconds, at)
        VALUES (@ProjectId, @Run, @Question, @Labels, @Evaluated, @Correct, @Low, @High, @MacroF1, @CalibrationError, @Calibration, @Strategy, @Version, @Chosen, @Places, @Doubted,
            @Agreement, @Gain, @GainBy, @Seconds, @At)
        RETURNING id
        """,
        this);
}

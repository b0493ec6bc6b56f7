using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Model;
using Assay.WeakModels;

namespace Assay.Pipeline.ActiveLearning.Work;

/// <summary>What a frame holds. The first of the process that asks is <see cref="Open"/>; each <see cref="Ask"/> is answered by any number of frames, of which the last is <see cref="Done"/> or one of those after it.</summary>
internal enum WorkFrame : byte
{
    /// <summary>A <see cref="WorkPlace"/>: where the database is.</summary>
    Open = 1,

    /// <summary>A <see cref="WorkRequest"/>.</summary>
    Ask,

    /// <summary>What was asked is no longer wanted.</summary>
    Stop,

    /// <summary>Some bytes of a model.</summary>
    Part,

    /// <summary>A <see cref="DraftPage"/>.</summary>
    Page,

    /// <summary>The last: what was asked for, or null.</summary>
    Done,

    /// <summary>The last: it was stopped.</summary>
    Stopped,

    /// <summary>The last: a <see cref="WorkFailure"/>.</summary>
    Failed,

    /// <summary>The last: others have all processors, so that nothing comes of it at the lowest priority.</summary>
    Starved,
}

/// <param name="DataFolder">Where everything that is not in the database lies.</param>
/// <param name="Database">PostgreSQL; null for SQLite in the data folder.</param>
internal sealed record WorkPlace(string DataFolder, string? Database);

/// <param name="What">What is wanted.</param>
/// <param name="Project">The project.</param>
/// <param name="Version">Of its model; null for a turn.</param>
/// <param name="Labels">That the model learned from.</param>
internal sealed record WorkRequest(WorkKind What, long Project, string? Version = null, long Labels = 0);

/// <summary>One for each method of <see cref="ILearningWork"/>.</summary>
internal enum WorkKind { Learn, Model, Drafts, Saving }

/// <summary>An error, as far as it can be told to another process.</summary>
/// <param name="Message">For a person.</param>
/// <param name="Violations">Of an <see cref="Invalid"/>; null for another error.</param>
/// <param name="IsTransient">Whether another try may go better.</param>
internal sealed record WorkFailure(string Message, IReadOnlyList<Violation>? Violations, bool IsTransient)
{
    public static WorkFailure Of(Exception error) => error switch
    {
        Invalid invalid => new WorkFailure(error.Message, invalid.Violations, false),
        NotFound or UnfitModel or InvalidDataException => new WorkFailure(error.Message, null, false),
        System.Data.Common.DbException or IOException or TimeoutException => new WorkFailure(error.Message, null, true),
        _ => new WorkFailure($"{error.GetType().Name}: {error.Message}", null, false),
    };

    public Exception Error => Violations is { Count: > 0 } violations ? new Invalid(violations) : IsTransient ? new IOException(Message) : new InvalidDataException(Message);
}

internal static class WorkMessages
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static bool IsLast(this WorkFrame frame) => frame >= WorkFrame.Done;

    public static byte[] Write<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, Options);

    public static T Read<T>(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<T>(bytes, Options)!;
}

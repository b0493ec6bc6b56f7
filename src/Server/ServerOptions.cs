using Assay.Pipeline.ActiveLearning.Work;

namespace Assay.Server;

/// <summary>How the server is started.</summary>
public sealed record ServerOptions
{
    /// <summary>Where the SQLite file, uploads and everything else on disk live.</summary>
    public required string DataFolder { get; init; }

    /// <summary>PostgreSQL (a connection string or a postgres:// address); null: SQLite in the data folder.</summary>
    public string? Database { get; init; }

    /// <summary>Where to listen. Loopback unless told otherwise: nobody opens a port to the world by accident.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:5170"];

    /// <summary>The built web app, web/dist; null or missing: a page that says how to build it.</summary>
    public string? WebFolder { get; init; }

    /// <summary>Largest upload in bytes; 20 GB by default.</summary>
    public long LargestUpload { get; init; } = 20_000_000_000;

    /// <summary>The demo: who asks from this machine is signed in as this person without a password. Null: nobody is.</summary>
    public long? DemoPersonId { get; init; }

    /// <summary>Sign-ins, and separately looks at invitations, that one address may try in a minute; 30 by default.</summary>
    public int AttemptsPerMinute { get; init; } = 30;

    /// <summary>What learns, in a process of its own; null: this process does.</summary>
    public LearnerProgram? Learner { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What goes to the log; warnings and errors by default.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;
}

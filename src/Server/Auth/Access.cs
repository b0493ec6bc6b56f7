using Assay.Model;

namespace Assay.Server.Auth;

/// <summary>
/// Who may use an endpoint: part of the endpoint, checked before its body is read, written into the API's description, and walked
/// through role by role in the tests. An endpoint without one keeps the server from starting.
/// </summary>
/// <param name="Role">The least role in the project of the address; null: the endpoint belongs to no project.</param>
/// <param name="Scope">The scope a token needs; null: not for tokens.</param>
/// <param name="SignedIn">Whether one has to be signed in at all.</param>
public sealed record Access(ProjectRole? Role, string? Scope, bool SignedIn = true)
{
    /// <summary>The name of a project's id in routes.</summary>
    public const string ProjectParameter = "projectId";

    public static Access Anyone { get; } = new(null, null, false);

    /// <summary>A person in a browser; tokens can neither make tokens nor change passwords.</summary>
    public static Access InPerson { get; } = new(null, null);

    public static Access Account(string scope) => new(null, scope);

    public static Access Member(ProjectRole least, string scope) => new(least, scope);

    /// <summary>In words, for the description.</summary>
    public override string ToString() => this switch
    {
        { SignedIn: false } => "Open to everyone.",
        { Role: null, Scope: null } => "For people who are signed in; not for tokens.",
        { Role: null } => $"For people who are signed in, and tokens with the scope `{Scope}`.",
        { Role: ProjectRole.Owner } => $"For owners of the project; tokens need the scope `{Scope}`.",
        { Role: ProjectRole.Annotator } => $"For members of the project; tokens need the scope `{Scope}`.",
        _ => $"For members of the project from {Role.Value.ToText()} up; tokens need the scope `{Scope}`.",
    };

    public static void RequireEverywhere(IEndpointRouteBuilder app)
    {
        var open = app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .FirstOrDefault(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api", StringComparison.Ordinal) == true
                && endpoint.Metadata.GetMetadata<Access>() is null);
        if (open is not null)
            throw new InvalidOperationException($"Nobody said who may use {open.DisplayName}.");
    }
}

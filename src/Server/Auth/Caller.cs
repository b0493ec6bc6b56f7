using Assay.Model;
using Assay.Pipeline.People;

namespace Assay.Server.Auth;

/// <summary>Who asks. Handlers take it as a parameter; <see cref="AccessCheck"/> has made sure of it.</summary>
/// <param name="Role">In the project of the address; for other endpoints null.</param>
/// <param name="Token">The token it is asked by; null: a browser.</param>
public sealed record Caller(Person Person, ProjectRole? Role, TokenGrant? Token)
{
    public long Id => Person.Id;

    /// <summary>The role in the project of the address.</summary>
    public ProjectRole InProject => Role ?? throw new InvalidOperationException("This endpoint belongs to no project.");

    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Items[typeof(Caller)] as Caller);
}

using System.CommandLine;
using System.Globalization;
using Assay.Pipeline;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli;

/// <summary>The pipeline over the data folder or database that the command line names.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Installation(Db db) => services = new ServiceCollection().AddPipeline(db, TimeProvider.System).BuildServiceProvider();

    public Accounts Accounts => Get<Accounts>();

    public static Installation Open(ParseResult parsed) =>
        new(Reachable(() => Db.Open(Options.DataFolder(parsed), Options.Connection(parsed))));

    /// <summary>Opens something over a database; one of a newer program, or a connection string that is none, is bad input.</summary>
    public static T Reachable<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException)
        {
            throw new BadInput(error.Message);
        }
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>The person in whose name something is done: the one named, or the owner of the installation.</summary>
    public Account Actor(string? email) => email is not null
        ? Account(email)
        : Accounts.All().FirstOrDefault(account => account is { IsAdmin: true, DisabledAt: null })
            ?? throw new BadInput("nobody owns this installation yet; make the owner first: assay user add EMAIL --admin");

    public Account Account(string email) => Accounts.Find(email) ?? throw new BadInput($"there is no account {email}; see: assay user list");

    /// <summary>The project with this id, or with this name in whatever case; null when there is none.</summary>
    public ProjectSummary? FindProject(string nameOrId)
    {
        var all = Get<Projects>().List(0, isAdmin: true);
        if (long.TryParse(nameOrId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && all.FirstOrDefault(project => project.Id == id) is { } byId)
            return byId;
        var named = all.Where(project => string.Equals(project.Name, nameOrId, StringComparison.OrdinalIgnoreCase)).ToList();
        return named.Count > 1
            ? throw new BadInput($"{named.Count} projects are called \"{nameOrId}\"; name one by its id: {string.Join(", ", named.Select(project => project.Id))}")
            : named.SingleOrDefault();
    }

    public ProjectSummary Project(string nameOrId) => FindProject(nameOrId) ?? throw new BadInput($"there is no project \"{nameOrId}\"");

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

using System.CommandLine;
using System.Globalization;
using Assay.Pipeline.People;

namespace Assay.Cli;

/// <summary>assay token: what programs sign in with.</summary>
internal static class TokenCommand
{
    public static Command Create() => new("token", "Create, list and revoke API tokens") { Make(), List(), Revoke() };

    private static Verb Make()
    {
        var name = new Argument<string>("name") { Description = "What it is for", HelpName = "NAME" };
        var scopes = new Option<string[]>("--scope")
        {
            Description = $"What it may do: {string.Join(", ", Scope.All)} (several times, or separated by commas)",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var project = Options.Project("Hold it to this project");
        var days = new Option<int?>("--days") { Description = "Let it end after so many days [default: it does not end]" };
        var command = new Verb(
            "create",
            "Create a token. It is shown once; only a hash of it is stored",
            "assay token create nightly-export --scope export --project News --days 90") { name };
        Options.AddTo(command, scopes, project, days, Options.As, Options.Json);
        command.SetAction(async (parsed, _) =>
        {
            var output = Options.Output(parsed);
            await using var installation = Installation.Open(parsed);
            var person = installation.Actor(parsed.GetValue(Options.As));
            var bound = parsed.GetValue(project) is { } named ? installation.Project(named) : null;
            var wanted = parsed.GetRequiredValue(scopes).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            var made = await installation.Get<ApiTokens>().Create(person.Person, parsed.GetRequiredValue(name), [.. wanted], bound?.Id, parsed.GetValue(days));
            output.Result(made, () =>
            {
                output.Say(made.Token);
                output.Error.WriteLine($"This is shown once. It acts for {person.Name} <{person.Email}>: {string.Join(", ", made.Details.Scopes)}.");
            });
            return ExitCodes.Fine;
        });
        return command;
    }

    private static Verb List()
    {
        var command = new Verb("list", "List somebody's tokens", "assay token list --as ada@example.org");
        Options.AddTo(command, Options.As, Options.Json);
        command.SetAction(async (parsed, _) =>
        {
            var output = Options.Output(parsed);
            await using var installation = Installation.Open(parsed);
            var tokens = installation.Get<ApiTokens>().List(installation.Actor(parsed.GetValue(Options.As)).Id);
            output.Result(tokens, () => output.Table(["ID", "NAME", "BEGINS", "SCOPES", "CREATED", "LAST USED", "ENDS"], tokens.Select(token => new[]
            {
                token.Id.ToString(CultureInfo.InvariantCulture), token.Name, token.Prefix + "…", string.Join(' ', token.Scopes),
                Day(token.CreatedAt), Day(token.LastUsedAt), Day(token.ExpiresAt),
            })));
            return ExitCodes.Fine;
        });
        return command;
    }

    private static Verb Revoke()
    {
        var id = new Argument<long>("id") { Description = "The token's id, see: assay token list", HelpName = "ID" };
        var command = new Verb("revoke", "Revoke a token; it stops working at once", "assay token revoke 3") { id };
        Options.AddTo(command, Options.As, Options.Json);
        command.SetAction(async (parsed, _) =>
        {
            var output = Options.Output(parsed);
            await using var installation = Installation.Open(parsed);
            var token = parsed.GetValue(id);
            await installation.Get<ApiTokens>().Revoke(installation.Actor(parsed.GetValue(Options.As)).Id, token);
            output.Result(new { Id = token, Revoked = true }, () => output.Say($"Token {token} is revoked."));
            return ExitCodes.Fine;
        });
        return command;
    }

    private static string Day(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–";
}

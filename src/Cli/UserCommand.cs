using System.CommandLine;
using System.Globalization;
using Assay.Model;
using Assay.Pipeline.People;

namespace Assay.Cli;

/// <summary>assay user: the accounts of the installation.</summary>
internal static class UserCommand
{
    private static readonly Argument<string> Email = new("email") { Description = "The person's e-mail address", HelpName = "EMAIL" };

    public static Command Create() => new("user", "Add, list and disable people, and set their passwords")
    {
        Add(),
        List(),
        Password(),
        Able("disable", "Keep somebody out; what they did stays", disabled: true),
        Able("enable", "Let somebody in again", disabled: false),
    };

    private static Verb Add()
    {
        var name = new Option<string>("--name") { Description = "How others see them [default: what stands before the @]" };
        var admin = new Option<bool>("--admin") { Description = "Make them an owner of the whole installation" };
        var project = Options.Project("Make them a member of this project");
        var role = new Option<string>("--role") { Description = "What they are in it", DefaultValueFactory = _ => "annotator" };
        role.AcceptOnlyFromAmong([.. Enum.GetValues<ProjectRole>().Select(value => value.ToText())]);
        var command = new Verb(
            "add",
            "Add a person",
            "assay user add ada@example.org --name \"Ada\" --admin",
            "echo \"$PASSWORD\" | assay user add bob@example.org --password-stdin --project News --role annotator") { Email };
        Options.AddTo(command, name, admin, project, role, NewPassword.FromInput, NewPassword.Generated, Options.Json);
        command.SetAction(async (parsed, _) =>
        {
            var output = Options.Output(parsed);
            await using var installation = Installation.Open(parsed);
            var email = parsed.GetRequiredValue(Email);
            var joins = parsed.GetValue(project) is { } named ? installation.Project(named) : null;
            var password = NewPassword.Read(parsed, output);
            var account = await installation.Accounts.Create(parsed.GetValue(name) ?? email.Split('@')[0], email, password.Text, parsed.GetValue(admin));
            if (joins is not null)
                await installation.Get<Members>().Add(joins.Id, account.Id, ProjectRoleNames.Parse(parsed.GetRequiredValue(role)));
            output.Result(new { account.Person, Password = password.IsGenerated ? password.Text : null }, () =>
            {
                output.Say($"Added {account.Name} <{account.Email}>{(account.IsAdmin ? ", an owner" : "")}{(joins is null ? "" : $", to {joins.Name}")}.");
                password.Tell(output);
            });
            return ExitCodes.Fine;
        });
        return command;
    }

    private static Verb List()
    {
        var command = new Verb("list", "List the people", "assay user list --json");
        Options.AddTo(command, Options.Json);
        command.SetAction(async (parsed, _) =>
        {
            var output = Options.Output(parsed);
            await using var installation = Installation.Open(parsed);
            var accounts = installation.Accounts.All();
            output.Result(
                accounts.Select(account => new { account.Id, account.Name, account.Email, account.IsAdmin, account.IsSimulated, Disabled = account.DisabledAt is not null }),
                () => output.Table(["ID", "NAME", "E-MAIL", ""], accounts.Select(account =>
                    new[] { account.Id.ToString(CultureInfo.InvariantCulture), account.Name, account.Email, Remarks(account) })));
            return ExitCodes.Fine;
        });
        return command;
    }

    private static Verb Password()
    {
        var command = new Verb(
            "password",
            "Set somebody's password; whoever is signed in as them is signed out",
            "assay user password ada@example.org --generate") { Email };
        Options.AddTo(command, NewPassword.FromInput, NewPassword.Generated, Options.Json);
        command.SetAction(async (parsed, _) =>
        {
            var output = Options.Output(parsed);
            await using var installation = Installation.Open(parsed);
            var account = installation.Account(parsed.GetRequiredValue(Email));
            var password = NewPassword.Read(parsed, output);
            await installation.Accounts.SetPassword(account.Id, password.Text);
            output.Result(new { account.Person, Password = password.IsGenerated ? password.Text : null }, () =>
            {
                output.Say($"{account.Name} <{account.Email}> has a new password.");
                password.Tell(output);
            });
            return ExitCodes.Fine;
        });
        return command;
    }

    private static Verb Able(string verb, string description, bool disabled)
    {
        var command = new Verb(verb, $"{description}", $"assay user {verb} bob@example.org") { Email };
        Options.AddTo(command, Options.Json);
        command.SetAction(async (parsed, _) =>
        {
            var output = Options.Output(parsed);
            await using var installation = Installation.Open(parsed);
            var account = installation.Account(parsed.GetRequiredValue(Email));
            await installation.Accounts.SetDisabled(account.Id, disabled);
            output.Result(new { account.Person, Disabled = disabled }, () => output.Say($"{account.Name} <{account.Email}> is {verb}d."));
            return ExitCodes.Fine;
        });
        return command;
    }

    private static string Remarks(Account account) => string.Join(", ", new[]
    {
        account.IsAdmin ? "owner" : null,
        account.IsSimulated ? "simulated" : null,
        account.DisabledAt is null ? null : "disabled",
    }.OfType<string>());
}

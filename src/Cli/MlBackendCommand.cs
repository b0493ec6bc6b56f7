using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Assay.Cli.MlBackend;
using Assay.Cli.Models;
using Assay.Cli.Votes;
using Assay.WeakModels;
using Assay.WeakModels.Rules;

namespace Assay.Cli;

/// <summary>assay ml-backend: a weak model as Label Studio's ML backend. Needs no installation.</summary>
internal static class MlBackendCommand
{
    private const int UsualPort = 9090;

    private static readonly Option<string> Model = new("--model") { Description = $"The model: {Models.WeakModels.Forms}", HelpName = "KIND:WHAT", Required = true };

    private static readonly Option<int?> Port = new("--port") { Description = $"Port to listen on; 0 takes a free one [default: {UsualPort}]" };

    private static readonly Option<string> Host = new("--host") { Description = "Address of this machine to listen on; 0.0.0.0 to be reached from others [default: 127.0.0.1]", HelpName = "ADDRESS" };

    private static readonly Option<FileInfo> BasicAuth = new("--basic-auth") { Description = "A file with a line name:password that every request has to send", HelpName = "FILE" };

    private static readonly Option<string> Learn = new("--learn") { Description = "Items that rules combined by a label model learn from before they answer", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Verb(
            "ml-backend",
            "Offer a weak model to Label Studio as an ML backend",
            "assay ml-backend --model rules:rules.yaml",
            "assay ml-backend --model rules:rules.yaml --host 0.0.0.0 --port 9090 --basic-auth secret.txt");
        foreach (var option in (Option[])[Model, Port, Host, BasicAuth, Learn, .. ModelOptions.All])
            command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = Options.Output(parsed);
        var model = Models.WeakModels.Open(parsed.GetRequiredValue(Model), ModelOptions.Of(parsed));
        Teach(model, parsed.GetValue(Learn), cancellation);
        var url = Address(parsed);
        FreePort.Check([url]);
        using var backend = new Backend(model);
        await using var app = BackendServer.Build(backend, url, Who(parsed.GetValue(BasicAuth)), output.Error);
        var address = await ServeCommand.Start(app, cancellation);
        output.Say($"{backend.Version} answers at {address}");
        output.Say("In Label Studio: Settings, Model, Connect Model, and this address.");
        output.Say("Ctrl C ends it.");
        await ServeCommand.Stopped(app, cancellation);
        return ExitCodes.Fine;
    }

    private static string Address(ParseResult parsed)
    {
        var (host, port) = (parsed.GetValue(Host) ?? "127.0.0.1", parsed.GetValue(Port) ?? UsualPort);
        if (port is < 0 or > 65535)
            throw new BadInput($"a port is 0 to 65535, not {port}");
        if (host != "localhost" && !IPAddress.TryParse(host, out _))
            throw new BadInput($"--host {host}: it is an address of this machine, such as 127.0.0.1 or 0.0.0.0");
        var name = host == "localhost" ? "127.0.0.1" : host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        return string.Create(CultureInfo.InvariantCulture, $"http://{name}:{port}");
    }

    private static string? Who(FileInfo? file)
    {
        if (file is null)
            return null;
        var line = System.IO.File.ReadLines(file.FullName).FirstOrDefault()?.Trim() ?? "";
        return line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < line.Length - 1
            ? line
            : throw new BadInput($"{file.FullName}: the first line must be name:password");
    }

    private static void Teach(ModelAtHand model, string? file, CancellationToken cancellation)
    {
        if (model.Model is not ILearnsUnlabeled learner)
        {
            if (file is not null)
                throw new BadInput($"--learn {file}: {model.Model.Name} does not learn from items without labels");
            return;
        }

        if (file is not null)
            learner.Learn(AskedOf.OfLabels(model, null, isMulti: false, isSpans: false).Schema, Items(file, cancellation), cancellation);
        else if (learner is RulesModel { Rules.Combine: RuleCombination.LabelModel })
            throw new BadInput("these rules are combined by a label model, which learns from items how right each is: name a file of items with --learn");
    }

    private static IEnumerable<JsonElement> Items(string file, CancellationToken cancellation)
    {
        using var reader = TableFile.Open(file);
        while (reader.Read(cancellation))
            if (reader.Rejected is null)
                yield return JsonElement.Parse(reader.Row.Span);
    }
}

using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Assay.Cli.Demo;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Assay.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli;

/// <summary>assay demo: a project over real e-mails, with simulated people's answers, in the browser.</summary>
internal static class DemoCommand
{
    private const int Seed = 20020822;

    private static readonly Option<string> Folder = new("--data")
    {
        Description = "Where the demo is kept; made at the first start, used again at the next",
        DefaultValueFactory = _ => Path.Combine("data", "demo"),
        HelpName = "DIR",
    };

    private static readonly Option<bool> NoBrowser = new("--no-browser") { Description = "Only print the link" };

    public static Command Create()
    {
        var command = new Verb(
            "demo",
            "Open a ready project over real e-mails, with the answers of simulated people in it",
            "assay demo",
            "assay demo --port 8080 --no-browser");
        command.Options.Add(Folder);
        command.Options.Add(ServeCommand.Port);
        command.Options.Add(NoBrowser);
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = Options.Output(parsed);
        var folder = Path.GetFullPath(parsed.GetRequiredValue(Folder));
        if (!File.Exists(Path.Combine(folder, "assay.db")))
            await Make(folder, output, cancellation);
        await using var app = Build(folder, Addresses(parsed));
        var address = await ServeCommand.Start(app, cancellation);
        Tell(app, address, parsed, output);
        await ServeCommand.Stopped(app, cancellation);
        return ExitCodes.Fine;
    }

    /// <summary>The port asked for; without one the usual port, or any when somebody has that.</summary>
    private static IReadOnlyList<string> Addresses(ParseResult parsed)
    {
        var addresses = ServeCommand.Addresses(parsed);
        if (parsed.GetValue(ServeCommand.Port) is null && FreePort.WhyNot(addresses[0]) is not null)
            return ["http://127.0.0.1:0"];
        FreePort.Check(addresses);
        return addresses;
    }

    private static async Task Make(string folder, Output output, CancellationToken cancellation)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new BadInput($"{folder} holds something that is not the demo; name another folder with --data");
        var corpus = Path.Combine(Path.GetDirectoryName(folder)!, "corpus");
        output.Say("Fetching the mails (20 MB, once) …");
        var archive = await CorpusDownload.Fetch(corpus, cancellation);
        output.Say("Making the project: four simulated people answer for five days …");
        if (Directory.Exists(folder))
            Directory.Delete(folder);
        await DemoProject.Make(folder, MailCorpus.Sample(archive, Seed), TimeProvider.System.GetUtcNow(), cancellation);
    }

    private static WebApplication Build(string folder, IReadOnlyList<string> addresses) => Installation.Reachable(() =>
    {
        var options = new ServerOptions { DataFolder = folder, Urls = addresses, WebFolder = ServeCommand.WebFolder };
        using var db = Pipeline.Database.Db.Open(folder);
        using var accounts = new Accounts(db, options.Clock);
        var owner = accounts.Find(DemoProject.OwnerEmail) ?? throw new BadInput($"{folder} holds an installation that is not the demo; name another folder with --data");
        return AssayServer.Build(options with { DemoPersonId = owner.Id });
    });

    private static void Tell(WebApplication app, string address, ParseResult parsed, Output output)
    {
        var demo = app.Services.GetRequiredService<Projects>().List(0, isAdmin: true).First(project => project.IsDemo);
        var link = $"{address}/projects/{demo.Id}";
        output.Say("");
        output.Say($"  {link}");
        output.Say("");
        output.Say("You are its owner, signed in without a password, from this machine only. People marked (simulated) are played by the program.");
        output.Say("Ctrl C ends it; the next start goes on where you left.");
        if (!parsed.GetValue(NoBrowser))
            OpenBrowser(link);
    }

    private static void OpenBrowser(string link)
    {
        var opener = OperatingSystem.IsMacOS() ? "open"
            : OperatingSystem.IsLinux() && (Has("DISPLAY") || Has("WAYLAND_DISPLAY")) ? "xdg-open"
            : null;
        if (opener is null)
            return;
        try
        {
            using var _ = Process.Start(new ProcessStartInfo(opener, [link]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception)
        {
            // no such program: the link is printed above
        }
    }

    private static bool Has(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}

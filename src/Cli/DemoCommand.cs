using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Assay.Cli.Demo;
using Assay.Cli.Demo.Desks;
using Assay.Cli.Demo.Mails;
using Assay.Cli.Demo.Notes;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Assay.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli;

/// <summary>assay demo: projects over real e-mails, notes and pictures, with simulated people's answers, in the browser.</summary>
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
            "Open ready projects over e-mails, notes and pictures, with the answers of simulated people in them",
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
        if (Directory.Exists(folder))
            Directory.Delete(folder);
        await DemoInstallation.Make(folder, All(folder, output, cancellation), TimeProvider.System.GetUtcNow(), cancellation);
    }

    /// <summary>The demo's projects. The last is the first in the list: the one to begin with.</summary>
    private static async IAsyncEnumerable<DemoProject> All(string folder, Output output, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // drawn while the mails arrive and the other projects are made
        using var drawing = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var desks = Task.Run(() => DesksProject.Draw(DesksProject.Pictures, drawing.Token), drawing.Token);
        try
        {
            output.Say("Fetching the mails (20 MB, once) …");
            var archive = await CorpusDownload.Fetch(Path.Combine(Path.GetDirectoryName(folder)!, "corpus"), cancellation);
            foreach (var make in new Func<Task<DemoProject>>[]
            {
                () => Task.FromResult<DemoProject>(new NotesProject()),
                async () => new DesksProject(await desks),
                () => Task.FromResult<DemoProject>(new MailsProject(MailCorpus.Sample(archive, Seed))),
            })
            {
                var project = await make();
                output.Say(project.Making);
                yield return project;
            }
        }
        finally
        {
            await drawing.CancelAsync();
        }
    }

    private static WebApplication Build(string folder, IReadOnlyList<string> addresses) => Installation.Reachable(() =>
    {
        var options = new ServerOptions { DataFolder = folder, Urls = addresses, WebFolder = ServeCommand.WebFolder, Learner = LearningWorkerCommand.Program };
        using var db = Pipeline.Database.Db.Open(folder);
        using var accounts = new Accounts(db, options.Clock);
        var owner = accounts.Find(DemoInstallation.OwnerEmail) ?? throw new BadInput($"{folder} holds an installation that is not the demo; name another folder with --data");
        return AssayServer.Build(options with { DemoPersonId = owner.Id });
    });

    private static void Tell(WebApplication app, string address, ParseResult parsed, Output output)
    {
        var demos = app.Services.GetRequiredService<Projects>().List(0, isAdmin: true).Where(project => project.IsDemo).ToList();
        var link = $"{address}/projects";
        output.Say("");
        output.Say($"  {link}");
        output.Say("");
        foreach (var demo in demos)
            output.Say($"  {demo.Name,-26} {link}/{demo.Id}");
        output.Say("");
        if (demos.Count == 1)
            output.Say("This demo was made by an earlier version and stays as it is; --data with a new folder makes one with notes and pictures too.");
        output.Say("You are the owner, signed in without a password, from this machine only. People marked (simulated) are played by the program.");
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

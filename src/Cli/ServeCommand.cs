using System.CommandLine;
using System.Globalization;
using Assay.Pipeline.People;
using Assay.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli;

/// <summary>assay serve: the web server over a data folder or a PostgreSQL database.</summary>
internal static class ServeCommand
{
    public static readonly Option<int?> Port = new("--port") { Description = "Port on this machine, 127.0.0.1; 0 takes a free one [default: 5170]" };

    public static readonly Option<string[]> Urls = new("--urls")
    {
        Description = "Addresses to listen on instead, such as http://0.0.0.0:80 to be reached from other machines",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>What ./assay builds beside the program.</summary>
    public static string WebFolder => Path.Combine(AppContext.BaseDirectory, "wwwroot");

    public static Command Create()
    {
        var command = new Verb(
            "serve",
            "Start the server. The first start prints a one-time link that makes you its owner",
            "assay serve --data /srv/assay",
            "assay serve --urls http://0.0.0.0:80 --db postgres://assay:secret@db.example.org/assay");
        Options.AddTo(command, Port, Urls);
        command.SetAction(Run);
        return command;
    }

    /// <summary>The addresses asked for.</summary>
    public static IReadOnlyList<string> Addresses(ParseResult parsed)
    {
        var port = parsed.GetValue(Port);
        if (port is < 0 or > 65535)
            throw new BadInput($"a port is 0 to 65535, not {port}");
        if (parsed.GetValue(Urls) is { Length: > 0 } urls)
            return port is null ? Checked(urls) : throw new BadInput("give --port or --urls, not both");
        return [string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port ?? 5170}")];
    }

    /// <summary>Starts to listen and gives the address, as one would type it.</summary>
    public static async Task<string> Start(WebApplication app, CancellationToken cancellation)
    {
        await app.StartAsync(cancellation);
        return app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
            .Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = Options.Output(parsed);
        var addresses = Addresses(parsed);
        FreePort.Check(addresses);
        await using var app = Installation.Reachable(() => AssayServer.Build(new ServerOptions
        {
            DataFolder = Options.DataFolder(parsed),
            Database = Options.Connection(parsed),
            Urls = addresses,
            WebFolder = WebFolder,
            Learner = LearningWorkerCommand.Program,
        }));
        var address = await Start(app, cancellation);
        output.Say($"Assay is at {address}");
        if (await app.Services.GetRequiredService<SetUp>().NewToken() is { } token)
        {
            output.Say("");
            output.Say("Nobody owns this installation yet. This link makes whoever opens it first the owner; it works once:");
            output.Say($"  {address}/setup?token={token}");
            output.Say("");
        }

        output.Say("Ctrl C ends it.");
        await Stopped(app, cancellation);
        return ExitCodes.Fine;
    }

    /// <summary>Until Ctrl C or SIGTERM; then requests that run are let to their end.</summary>
    public static async Task Stopped(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    private static string[] Checked(string[] urls)
    {
        foreach (var url in urls)
            if (!Uri.TryCreate(url.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal), UriKind.Absolute, out var parsed)
                || parsed.Scheme is not ("http" or "https"))
                throw new BadInput($"\"{url}\" is not an address to listen on; one looks like http://0.0.0.0:5170");
        return urls;
    }
}

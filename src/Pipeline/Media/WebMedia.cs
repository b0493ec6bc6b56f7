using System.Net;
using System.Net.Sockets;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Media;

/// <summary>
/// Fetches what items name by URL, from the hosts a project allows and from nowhere else. Which address is really connected to is checked after
/// the name was resolved, for each redirect anew: a name that is allowed and leads into a private network leads nowhere.
/// </summary>
public sealed class WebMedia(MediaLibrary library, Db db) : IDisposable
{
    private const int MostRedirects = 3;

    private readonly Lock starting = new();
    private HttpClient? client;

    public MediaLibrary Library => library;

    /// <summary>How long one file may take in all.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gives the addresses of a host name.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Connects to an address that was found to be public.</summary>
    internal Func<IPEndPoint, CancellationToken, Task<Stream>> Connect { get; init; } = Open;

    private HttpClient Client
    {
        get
        {
            lock (starting)
                return client ??= Start();
        }
    }

    /// <summary>Fetches a URL into the project, under the URL as its name; what is there already is not fetched again.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="personId">On whose behalf.</param>
    /// <param name="hosts">The hosts it may come from.</param>
    /// <param name="url">An address with http or https.</param>
    /// <param name="purpose">What it comes with, and for which kind of field.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<AddedMedium> Fetch(
        long projectId, long personId, AllowedHosts hosts, string url, MediumPurpose? purpose = null, CancellationToken cancel = default)
    {
        if (db.Read(session => Medium.Find(session, projectId, url)) is { } known)
            return new AddedMedium(known.Name, MediumOutcome.AlreadyThere, null, known);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(Longest);
        try
        {
            using var response = await Follow(hosts, Address(url), limited.Token);
            await using var content = await response.Content.ReadAsStreamAsync(limited.Token);
            return await library.Add(projectId, personId, url, content, purpose, limited.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return AddedMedium.Refused(url, FormattableString.Invariant($"It was not there within {Longest.TotalSeconds:N0} seconds."));
        }
        catch (Exception error) when (Said(error) is { } refused)
        {
            return AddedMedium.Refused(url, refused);
        }
    }

    public void Dispose() => client?.Dispose();

    private static Uri Address(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        ? address
        : throw new UnusableMedium("This is no address on the web.");

    private async Task<HttpResponseMessage> Follow(AllowedHosts hosts, Uri address, CancellationToken cancel)
    {
        for (var redirects = 0; ; redirects++)
        {
            hosts.Check(address);
            var response = await Client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.StatusCode == HttpStatusCode.OK)
                return response;
            var (status, next) = ((int)response.StatusCode, response.Headers.Location);
            response.Dispose();
            if (status is not (301 or 302 or 303 or 307 or 308) || next is null)
                throw new UnusableMedium($"{address.Host} answered {status} and no file.");
            if (redirects == MostRedirects)
                throw new UnusableMedium($"{address.Host} passes it on more than {MostRedirects} times.");
            address = new Uri(address, next);
        }
    }

    private HttpClient Start() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        MaxConnectionsPerServer = 8,

        // names change: an address is asked for anew now and then
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = async (context, cancel) => await ConnectPublic(context.DnsEndPoint, cancel),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "Assay" }, { "Accept", "image/*, audio/*" } },
    };

    private async Task<Stream> ConnectPublic(DnsEndPoint host, CancellationToken cancel)
    {
        var addresses = await Resolve(host.Host, cancel);
        var open = addresses.Where(PublicAddresses.Contain).ToList();
        if (open.Count == 0)
            throw new UnusableMedium(addresses.Length == 0
                ? $"{host.Host} has no address."
                : $"{host.Host} leads to {addresses[0]}, an address within a private network or of no single machine; nothing is fetched from there.");
        for (var i = 0; ; i++)
        {
            try
            {
                return await Connect(new IPEndPoint(open[i], host.Port), cancel);
            }
            catch (SocketException) when (i < open.Count - 1)
            {
                // the host has further addresses
            }
        }
    }

    private static async Task<Stream> Open(IPEndPoint address, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>What the person reads; null for what is no trouble with the host.</summary>
    private static string? Said(Exception error) => error switch
    {
        UnusableMedium => error.Message,
        HttpRequestException or HttpIOException or SocketException => error.GetBaseException() is UnusableMedium refused
            ? refused.Message
            : $"It cannot be fetched: {error.GetBaseException().Message}",
        IOException { InnerException: SocketException } => $"It cannot be fetched: {error.GetBaseException().Message}",
        _ => null,
    };
}

namespace Assay.Pipeline.Media;

/// <summary>The hosts a project may fetch media from: names such as "images.example.org", or "*.example.org" for all below one.</summary>
public sealed class AllowedHosts
{
    /// <summary>How many a project may name.</summary>
    public const int Most = 100;

    private const string Below = "*.";

    private readonly IReadOnlyList<string> hosts;

    public AllowedHosts(IReadOnlyList<string> hosts) => this.hosts = hosts;

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static string? Fault(string host)
    {
        var name = host.StartsWith(Below, StringComparison.Ordinal) ? host[Below.Length..] : host;
        return name.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(name) == UriHostNameType.Dns
            ? null
            : $"\"{host}\" is no host to fetch from. One looks like images.example.org, or *.example.org for all below it; without https:// and without a port.";
    }

    /// <exception cref="UnusableMedium">Nothing may be fetched from there; the message says why.</exception>
    public void Check(Uri address)
    {
        if (address.Scheme is not ("http" or "https"))
            throw new UnusableMedium($"Files are fetched with https or http, not with {address.Scheme}.");
        if (address.HostNameType != UriHostNameType.Dns)
            throw new UnusableMedium("Files are fetched from hosts with a name, not from bare addresses.");
        if (!address.IsDefaultPort || address.UserInfo.Length > 0)
            throw new UnusableMedium("Files are fetched from the usual ports and without a name and password in the address.");
        if (!hosts.Any(host => Covers(host, address.IdnHost)))
            throw new UnusableMedium($"The project does not fetch files from {address.Host}. An owner can allow the host in the settings; or send the files themselves.");
    }

    private static bool Covers(string allowed, string host) => allowed.StartsWith(Below, StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}

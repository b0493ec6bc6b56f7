using System.Net;
using System.Net.Sockets;

namespace Assay.Cli;

/// <summary>Whether an address can be listened on, asked before the database is opened: the server itself would only tell in a page of its log.</summary>
internal static class FreePort
{
    /// <exception cref="BadInput">Somebody else listens there, or it may not be used.</exception>
    public static void Check(IEnumerable<string> urls)
    {
        foreach (var url in urls)
            if (WhyNot(url) is { } reason)
                throw new BadInput($"{url} cannot be listened on: {reason}");
    }

    /// <summary>Null when it is free, or when only the server can tell (a host name).</summary>
    public static string? WhyNot(string url)
    {
        var uri = new Uri(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal));
        var host = uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(uri.Host, out var address) ? address : null;
        if (host is null || uri.Port == 0)
            return null;
        try
        {
            using var listener = new TcpListener(host, uri.Port);
            listener.Start();
            return null;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "something else listens there; --port takes another one",
                SocketError.AccessDenied => "ports below 1024 need more rights",
                SocketError.AddressNotAvailable => "it is no address of this machine",
                _ => error.Message,
            };
        }
    }
}

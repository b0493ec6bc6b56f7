using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Assay.Pipeline.Tests.Media;

/// <summary>The web, as far as the tests need it: one server on loopback that stands for every host, and the names that lead to it.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    public static readonly IPAddress Public = IPAddress.Parse("93.184.216.34");

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, byte[]> answer;
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    /// <param name="answer">The whole answer, head and body, to a request for "host/path".</param>
    public WebServer(Func<string, byte[]> answer)
    {
        this.answer = answer;
        listener.Start();
        serving = Serve();
    }

    /// <summary>Where names lead; a name that is not here leads to a public address.</summary>
    public Dictionary<string, IPAddress[]> Names { get; } = [];

    public ConcurrentQueue<string> Asked { get; } = new();

    public ConcurrentQueue<IPEndPoint> ConnectedTo { get; } = new();

    public Task<IPAddress[]> Resolve(string host, CancellationToken cancel) => Task.FromResult(Names.GetValueOrDefault(host, [Public]));

    public async Task<Stream> Connect(IPEndPoint address, CancellationToken cancel)
    {
        ConnectedTo.Enqueue(address);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndpoint, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public static byte[] Ok(byte[] body) => [.. Head($"200 OK\r\nContent-Length: {body.Length}"), .. body];

    public static byte[] Moved(string to) => Head($"302 Found\r\nLocation: {to}\r\nContent-Length: 0");

    public static byte[] Missing() => Head("404 Not Found\r\nContent-Length: 0");

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving;
        listener.Stop();
        stop.Dispose();
    }

    private static byte[] Head(string lines) => Encoding.ASCII.GetBytes($"HTTP/1.1 {lines}\r\nConnection: close\r\n\r\n");

    private async Task Serve()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            _ = Answer(client);
        }
    }

    private async Task Answer(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
                var path = (await reader.ReadLineAsync())!.Split(' ')[1];
                var host = "";
                while (await reader.ReadLineAsync() is { Length: > 0 } line)
                    if (line.StartsWith("Host: ", StringComparison.OrdinalIgnoreCase))
                        host = line[6..];
                Asked.Enqueue(host + path);
                await client.GetStream().WriteAsync(answer(host + path));
            }
            catch (IOException)
            {
                // the fetcher has heard enough
            }
        }
    }
}

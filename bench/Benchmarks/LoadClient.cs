using System.Net.Sockets;
using System.Text;

namespace Assay.Benchmarks;

/// <summary>
/// One connection that sends ready-made HTTP/1.1 requests and reads answers, chunked or of known length. The load generator shares the
/// cores with the server, so it does no more than this.
/// </summary>
internal sealed class LoadClient : IDisposable
{
    /// <summary>
    /// The runtime's switch that lets the thread that waits for sockets go on with what waited for them: one hop less between an answer and
    /// the clock that times it. Set before the first socket, where nothing else is run; the server measured has the runtime's own default.
    /// </summary>
    public const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly string head;
    private readonly byte[] buffer = new byte[64 << 10];

    public LoadClient(Uri server, string token)
    {
        socket.Connect(server.Host, server.Port);
        head = $"HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n";
    }

    /// <summary>Sends JSON and gives the answer's text, head included.</summary>
    public async Task<string> Post(string path, string json)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes($"POST {path} {head}Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}"));
        for (var length = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new IOException("The server closed the connection.");
            length += read;
            if (IsWhole(buffer.AsSpan(0, length)))
                return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    /// <summary>The first task of a claim.</summary>
    public static long TaskOf(string answer)
    {
        const string mark = "\"tasks\":[{\"id\":";
        var from = answer.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return from >= mark.Length
            ? long.Parse(answer.AsSpan(from, answer.IndexOf(',', from) - from), System.Globalization.CultureInfo.InvariantCulture)
            : throw new InvalidOperationException(answer);
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = answer[..end];
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
            return answer.EndsWith("\r\n0\r\n\r\n"u8);
        var number = head[(at + 16)..];
        var line = number.IndexOf((byte)'\r');
        return answer.Length - end - 4 >= int.Parse(line < 0 ? number : number[..line], System.Globalization.CultureInfo.InvariantCulture);
    }
}

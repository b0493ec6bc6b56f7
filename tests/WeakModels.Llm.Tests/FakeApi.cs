using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Assay.WeakModels.Llm.Tests;

/// <summary>A provider on loopback that answers as the real ones do.</summary>
internal sealed class FakeApi : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<ApiRequest, Task<ApiAnswer>> answer;
    private readonly Task serving;

    public FakeApi(Func<ApiRequest, Task<ApiAnswer>> answer)
    {
        this.answer = answer;
        listener.Start();
        serving = Serve();
    }

    public FakeApi(Func<ApiRequest, ApiAnswer> answer) : this(request => Task.FromResult(answer(request))) { }

    /// <summary>One answer after another, the last one again and again.</summary>
    public FakeApi(params ApiAnswer[] answers) : this(OneByOne(answers)) { }

    public ConcurrentQueue<ApiRequest> Asked { get; } = new();

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }

    private static Func<ApiRequest, ApiAnswer> OneByOne(ApiAnswer[] answers)
    {
        var next = -1;
        return _ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)];
    }

    private async Task Serve()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
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
                var request = await Read(client.GetStream());
                Asked.Enqueue(request);
                var answered = await answer(request);
                var (status, body, headers) = answered;
                var bytes = Encoding.UTF8.GetBytes(body);
                var head = $"HTTP/1.1 {status} .\r\nContent-Type: {(body.StartsWith('{') ? "application/json" : "text/plain")}\r\nContent-Length: {bytes.Length}\r\n{headers}Connection: close\r\n\r\n";
                await client.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. answered.BreaksOff ? bytes[..(bytes.Length / 2)] : bytes]);
            }
            catch (IOException)
            {
                // whoever asked has gone
            }
        }
    }

    private static async Task<ApiRequest> Read(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[8_192];
        for (int end; ;)
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0) throw new IOException("gone");
            bytes.AddRange(buffer.AsSpan(0, read));
            var all = bytes.ToArray();
            if ((end = all.AsSpan().IndexOf("\r\n\r\n"u8)) < 0) continue;
            var lines = Encoding.ASCII.GetString(all, 0, end).Split("\r\n");
            var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1], StringComparer.OrdinalIgnoreCase);
            var length = headers.TryGetValue("Content-Length", out var told) ? int.Parse(told, System.Globalization.CultureInfo.InvariantCulture) : 0;
            if (all.Length < end + 4 + length) continue;
            return new ApiRequest(lines[0].Split(' ')[0], lines[0].Split(' ')[1], headers, Encoding.UTF8.GetString(all, end + 4, length));
        }
    }
}

internal sealed record ApiRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>The last thing the user said, whichever API it is.</summary>
    public string LastTurn => Text(Json.GetProperty("messages").EnumerateArray().Last().GetProperty("content"));

    /// <summary>What every request shares.</summary>
    public string System => Json.TryGetProperty("system", out var system) ? Text(system) : Text(Json.GetProperty("messages")[0].GetProperty("content"));

    private static string Text(JsonElement content) =>
        content.ValueKind == JsonValueKind.String ? content.GetString()! : string.Concat(content.EnumerateArray().Select(block => block.GetProperty("text").GetString()));
}

internal sealed record ApiAnswer(int Status, string Body, string Headers = "")
{
    /// <summary>Whether the connection is lost in the middle of it.</summary>
    public bool BreaksOff { get; init; }

    public static ApiAnswer Anthropic(string text, string stop = "end_turn", int input = 100, int output = 10, int written = 0, int read = 0) => new(200, Message(text, stop, input, output, written, read));

    public static string Message(string text, string stop = "end_turn", int input = 100, int output = 10, int written = 0, int read = 0) => JsonSerializer.Serialize(new
    {
        id = "msg_1",
        type = "message",
        role = "assistant",
        model = "m",
        content = text.Length == 0 ? [] : (object[])[new { type = "text", text }],
        stop_reason = stop,
        stop_sequence = (string?)null,
        usage = new { input_tokens = input, cache_creation_input_tokens = written, cache_read_input_tokens = read, output_tokens = output, service_tier = "standard" },
    });

    public static ApiAnswer OpenAI(string? text, string finish = "stop", string? refusal = null) => new(200, JsonSerializer.Serialize(new
    {
        id = "c1",
        @object = "chat.completion",
        created = 1,
        model = "m",
        choices = new[] { new { index = 0, message = new { role = "assistant", content = text, refusal }, finish_reason = finish } },
        usage = new { prompt_tokens = 100, completion_tokens = 10, total_tokens = 110, prompt_tokens_details = new { cached_tokens = 40 } },
    }));

    public static ApiAnswer Ollama(string text, string reason = "stop") => new(200, JsonSerializer.Serialize(new
    {
        model = "m",
        created_at = "2026-01-01T00:00:00Z",
        message = new { role = "assistant", content = text },
        done = true,
        done_reason = reason,
        prompt_eval_count = 100,
        eval_count = 10,
    }));

    public static ApiAnswer Error(int status, string type, string message, string headers = "") =>
        new(status, JsonSerializer.Serialize(new { type = "error", error = new { type, message } }), headers);
}

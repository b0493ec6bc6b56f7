using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Model.Json;

namespace Assay.WeakModels.Http;

/// <summary>
/// Sends requests to a model server and reads its replies as JSON: with a limit on time and size, again after a wait where the server is busy, along redirects only on
/// the same server. One request runs at a time for an address, whoever asks; the time-out begins with its turn.
/// </summary>
internal sealed class BackendClient : IDisposable
{
    private const int MostRedirects = 3, LongestExcerpt = 200, LongestError = 64 * 1024, DeepestJson = 64;

    private static readonly HttpStatusCode[] Busy =
        [HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout];

    private readonly BackendAddress address;
    private readonly HttpModelOptions options;
    private readonly HttpClient http;
    private readonly SemaphoreSlim turn;

    public BackendClient(BackendAddress address, HttpModelOptions options)
    {
        (this.address, this.options, turn) = (address, options, BackendTurns.Of(address));
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = options.ConnectTimeout }) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Assay", null));
    }

    public Task<JsonElement> Get(string call, TimeSpan limit, CancellationToken cancellation) => Send(HttpMethod.Get, call, null, limit, cancellation);

    public Task<JsonElement> Post(string call, JsonObject body, TimeSpan limit, CancellationToken cancellation) =>
        Send(HttpMethod.Post, call, Encoding.UTF8.GetBytes(body.ToJsonString()), limit, cancellation);

    public void Dispose() => http.Dispose();

    /// <exception cref="BackendFailure">There is no reply that can be read.</exception>
    private async Task<JsonElement> Send(HttpMethod method, string call, byte[]? body, TimeSpan limit, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan? wait;
            await turn.WaitAsync(cancellation).ConfigureAwait(false);
            using var inTime = new CancellationTokenSource(limit, options.Time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(inTime.Token, cancellation);
            try
            {
                using var response = await Follow(method, address.Of(call), body, stop.Token).ConfigureAwait(false);
                if (attempt == options.Retries || !Busy.Contains(response.StatusCode)) return await Read(response, call, stop.Token).ConfigureAwait(false);
                wait = After(response);
            }
            catch (OperationCanceledException) when (inTime.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                throw new BackendFailure(string.Create(CultureInfo.InvariantCulture, $"{address}/{call} did not answer within {limit.TotalSeconds:0.#} seconds"), mayBeOfItems: true);
            }
            catch (Exception error) when (error is HttpRequestException || error is OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                // a connection that takes too long ends as cancelled, though nobody cancelled it
                if (attempt == options.Retries) throw new BackendFailure($"{address} cannot be reached: {(error.InnerException as TimeoutException ?? error).Message}");
                wait = null;
            }
            finally
            {
                turn.Release();
            }
            await Task.Delay(Delay(wait, attempt), options.Time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> Follow(HttpMethod method, Uri to, byte[]? body, CancellationToken cancellation)
    {
        for (var hop = 0; ; hop++)
        {
            using var request = new HttpRequestMessage(method, to) { Content = body is null ? null : new ByteArrayContent(body) };
            request.Headers.Authorization = address.Who;
            if (request.Content is { } content) content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if ((int)response.StatusCode is < 300 or > 399) return response;
            var next = response.Headers.Location is { } location ? new Uri(to, location) : null;
            response.Dispose();
            if (next is null || hop == MostRedirects) throw new BackendFailure($"{to.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)} leads nowhere: {(int)response.StatusCode}");
            if (!address.IsSameServer(next)) throw new BackendFailure($"{address} sends on to {next.Scheme}://{next.Authority}, another server, which is not followed; give that address if it is the right one");
            to = next;
        }
    }

    private async Task<JsonElement> Read(HttpResponseMessage response, string call, CancellationToken cancellation)
    {
        if (!response.IsSuccessStatusCode) throw await Refusal(response, call, cancellation).ConfigureAwait(false);
        var bytes = await Bytes(response, options.MostBytes, cancellation).ConfigureAwait(false);
        if (bytes.Length > options.MostBytes)
            throw new BackendFailure(string.Create(CultureInfo.InvariantCulture, $"{address}/{call} answered with more than {options.MostBytes:N0} bytes, which are not read"), mayBeOfItems: true);
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = DeepestJson });
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new BackendFailure($"{address}/{call} answered with what is no JSON ({error.Message.Split('.')[0]}): {Excerpt(bytes.Span)}", mayBeOfItems: true);
        }
    }

    private async Task<BackendFailure> Refusal(HttpResponseMessage response, string call, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var said = Said(await Bytes(response, LongestError, cancellation).ConfigureAwait(false));
        var what = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when address.Who is null => "it asks who you are: give http://NAME:PASSWORD@HOST",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "it does not take this name and password",
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => "it has no such call",
            _ => said.Length > 0 ? said : response.ReasonPhrase ?? "",
        };
        return new BackendFailure(
            $"{address}/{call} answered {status}: {what}",
            mayBeOfItems: status is not (401 or 403 or 404 or 405) && !Busy.Contains(response.StatusCode),
            isMissing: status is 404 or 405);
    }

    /// <summary>The content up to one byte more than may be.</summary>
    private static async Task<ReadOnlyMemory<byte>> Bytes(HttpResponseMessage response, int most, CancellationToken cancellation)
    {
        using var content = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (kept.Length <= most && await content.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var read and > 0)
                kept.Write(buffer, 0, (int)Math.Min(read, most + 1 - kept.Length));
        }
        catch (IOException error)
        {
            throw new HttpRequestException($"the reply broke off: {error.Message}", error);
        }
        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }

    private TimeSpan? After(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - options.Time.GetUtcNow(),
        _ => null,
    };

    private TimeSpan Delay(TimeSpan? asked, int attempt)
    {
        var wait = asked ?? options.FirstDelay * Math.Pow(2, attempt);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > options.LongestDelay ? options.LongestDelay : wait;
    }

    /// <summary>What an error's body says: its error, detail or message where it is JSON that has one.</summary>
    private static string Said(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = DeepestJson });
            foreach (var name in (string[])["error", "detail", "message"])
                if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var said) && JsonText.String(said) is { } text)
                    return Excerpt(text);
        }
        catch (JsonException)
        {
            // most servers send their errors as a page
        }
        return Excerpt(body.Span);
    }

    private static string Excerpt(ReadOnlySpan<byte> bytes) => Excerpt(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 4 * LongestExcerpt)]));

    /// <summary>The beginning of a text, on one line.</summary>
    public static string Excerpt(string text)
    {
        var line = string.Join(' ', string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestExcerpt ? line : line[..(char.IsHighSurrogate(line[LongestExcerpt - 1]) ? LongestExcerpt - 1 : LongestExcerpt)] + "…";
    }
}

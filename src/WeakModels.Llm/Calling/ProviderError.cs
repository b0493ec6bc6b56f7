using System.Net;
using System.Text.Json;

namespace Assay.WeakModels.Llm.Calling;

#pragma warning disable CA1710, CA1032 // named for what happened; made here only
/// <summary>A provider did not answer, or answered with an error.</summary>
public sealed class ProviderError : HttpRequestException
{
    internal ProviderError(string message, int? status, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, inner, status is { } code ? (HttpStatusCode)code : null) =>
        (Status, RetryAfter) = (status, retryAfter);

    /// <summary>The HTTP status; null where there was no answer at all.</summary>
    public int? Status { get; }

    /// <summary>How long the provider asks to wait; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether the same request may be answered later: the connection failed, or the provider is busy or broken. A used-up account is not.</summary>
    public bool MayPass => Status is null or 408 or 429 or >= 500 and not 501 && !Message.Contains("insufficient_quota", StringComparison.Ordinal);

    /// <summary>Whether every request will be refused alike: the key, the account, or the model's name is not right.</summary>
    public bool IsFatal => Status is 401 or 402 or 403 or 404 || Message.Contains("insufficient_quota", StringComparison.Ordinal);

    /// <summary>The one among an exception and what it came from; null when there is none.</summary>
    internal static ProviderError? Within(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            if (error is ProviderError found) return found;
        return null;
    }

    /// <summary>The provider's own words out of the body of an error, short, and without the key.</summary>
    internal static string Words(string body, string? key)
    {
        var words = body;
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error))
            {
                var told = error.ValueKind == JsonValueKind.Object ? (string[])[Text(error, "type"), Text(error, "code"), Text(error, "message")] : [error.ToString()];
                words = string.Join(": ", told.Where(part => part.Length > 0).Distinct());
            }
        }
        catch (JsonException)
        {
            // an error page of something between us and the provider is told as it is
        }
        if (key is { Length: >= 8 }) words = words.Replace(key, "(the key)", StringComparison.Ordinal);
        words = string.Concat(words.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return words.Length > 300 ? words[..300] + "…" : words;
    }

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

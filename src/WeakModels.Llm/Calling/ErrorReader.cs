using System.Globalization;

namespace Assay.WeakModels.Llm.Calling;

/// <summary>Turns answers that are errors into <see cref="ProviderError"/>s, before each vendor's client makes its own of them: only here all of them still have their headers.</summary>
internal sealed class ErrorReader(HttpMessageHandler next, string provider, string? key, TimeProvider clock) : DelegatingHandler(next)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw new ProviderError($"{provider} cannot be reached at {request.RequestUri?.GetLeftPart(UriPartial.Authority)}: {error.Message}", null, inner: error);
        }
        if (answer.IsSuccessStatusCode) return answer;
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            var status = (int)answer.StatusCode;
            throw new ProviderError($"{provider} answered {status}: {ProviderError.Words(body, key)}", status, RetryAfter(answer));
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues("retry-after-ms", out var exact)
            && double.TryParse(exact.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 0 and < 1e9)
            return TimeSpan.FromMilliseconds(milliseconds);
        return answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > clock.GetUtcNow() ? date - clock.GetUtcNow() : TimeSpan.Zero,
            _ => null,
        };
    }
}

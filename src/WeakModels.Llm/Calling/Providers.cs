using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OpenAI;

namespace Assay.WeakModels.Llm.Calling;

/// <summary>The providers, by the word before the slash of a model's name: <c>anthropic/MODEL</c>. A new one is a line here.</summary>
public static class Providers
{
    private static readonly IReadOnlyList<(string Word, string? KeyVariable, Func<string, ProviderSettings, ILlmProvider> Open)> All =
    [
        ("anthropic", "ANTHROPIC_API_KEY", OpenAnthropic),
        ("openai", "OPENAI_API_KEY", OpenOpenAI),
        ("ollama", null, OpenOllama),
    ];

    // a redirect would carry the key, and the items, to somewhere nobody named
    private static readonly SocketsHttpHandler Network = new() { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) };

    /// <summary>How models are named.</summary>
    public static string Forms => string.Join(", ", All.Select(provider => $"{provider.Word}/MODEL"));

    /// <summary>The variable of the environment that holds the key of a provider; null where there is none.</summary>
    public static string? KeyVariable(string provider) => All.FirstOrDefault(one => one.Word == provider).KeyVariable;

    /// <summary>Opens a model; nothing is sent yet.</summary>
    /// <param name="named"><c>anthropic/MODEL</c>, <c>openai/MODEL</c> (or anything that speaks its interface, by address), <c>ollama/MODEL</c>.</param>
    /// <param name="settings">Where it is.</param>
    /// <exception cref="UnfitModel">There is no such provider, or the key is missing.</exception>
    public static ILlmProvider Open(string named, ProviderSettings settings)
    {
        var slash = named.IndexOf('/', StringComparison.Ordinal);
        var provider = All.FirstOrDefault(one => slash > 0 && one.Word == named[..slash]);
        if (provider.Open is null || slash == named.Length - 1) throw new UnfitModel($"\"{named}\" names no language model; name one as {Forms}");
        if (settings.Url is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0))
            throw new UnfitModel($"\"{url.OriginalString}\" is no address of a language model; give one as https://HOST/PATH, without a name or password in it");
        if (settings.Key is null && settings.Url is null && provider.KeyVariable is { } variable)
            throw new UnfitModel($"{provider.Word} wants an API key, and there is none; set the environment variable {variable}");
        return provider.Open(named[(slash + 1)..], settings);
    }

    /// <summary>The client of the vendor, which the Batches API is used through too.</summary>
    internal static AnthropicClient Anthropic(ProviderSettings settings) => new()
    {
        // all of it said, since the client takes what is left out from the environment, and would hand a key of the server's to an address that somebody named
        ApiKey = settings.Key ?? "",
        AuthToken = null,
        BaseUrl = Trimmed(settings.Url ?? new Uri("https://api.anthropic.com")),
        HttpClient = Http("anthropic", settings),
        // the policy is Caller's
        MaxRetries = 0,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    internal static string IdentityOf(string name, ProviderSettings settings) => settings.Url is { } url ? $"{name}@{Trimmed(url)}" : name;

    private static ChatProvider OpenAnthropic(string model, ProviderSettings settings) =>
        new(Anthropic(settings).AsIChatClient(model, 1_024), $"anthropic/{model}", IdentityOf($"anthropic/{model}", settings)) { MarksCache = true };

    private static ChatProvider OpenOpenAI(string model, ProviderSettings settings)
    {
        var options = new OpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(Http("openai", settings)),
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            Endpoint = settings.Url ?? new Uri("https://api.openai.com/v1"),
        };
        // servers of one's own want no key, and the client wants one
        var client = new OpenAIClient(new ApiKeyCredential(settings.Key ?? "none"), options).GetChatClient(model);
        return new ChatProvider(client.AsIChatClient(), $"openai/{model}", IdentityOf($"openai/{model}", settings)) { More = new Dictionary<string, object> { ["strict"] = true } };
    }

    private static ChatProvider OpenOllama(string model, ProviderSettings settings)
    {
        var http = Http("ollama", settings);
        http.BaseAddress = settings.Url ?? new Uri("http://localhost:11434");
        return new ChatProvider(new OllamaApiClient(http, model), $"ollama/{model}", IdentityOf($"ollama/{model}", settings))
        {
            HidesSchema = true,
            Context = settings.Context,
            More = new Dictionary<string, object> { ["num_ctx"] = settings.Context },
        };
    }

    /// <summary>Time-outs are Caller's.</summary>
    private static HttpClient Http(string provider, ProviderSettings settings) =>
        new(new ErrorReader(settings.Transport ?? Network, provider, settings.Key, settings.Clock), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    private static string Trimmed(Uri url) => url.AbsoluteUri.TrimEnd('/');
}

using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assay.WeakModels.Http.Tests;

/// <summary>A model server on this machine that answers as a test says, and keeps what it was asked.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private LoopbackServer(WebApplication app) => this.app = app;

    public string Url { get; private set; } = "";

    public string Host => new Uri(Url).Authority;

    /// <summary>Method, path, body and Authorization of each request, in order.</summary>
    public ConcurrentQueue<(string Call, JsonElement Body, string? Who)> Asked { get; } = new();

    public IEnumerable<JsonElement> Bodies(string path) => Asked.Where(one => one.Call == $"POST {path}").Select(one => one.Body);

    /// <param name="predict">Answers <c>/predict</c>, given its body.</param>
    /// <param name="before">Answers anything before that, by returning true.</param>
    public static async Task<LoopbackServer> Start(Func<HttpContext, JsonElement, Task> predict, Func<HttpContext, Task<bool>>? before = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new LoopbackServer(builder.Build());
        server.app.Run(async context =>
        {
            var body = context.Request.Method == "POST" ? await Body(context) : default;
            server.Asked.Enqueue(($"{context.Request.Method} {context.Request.Path}", body, context.Request.Headers.Authorization));
            if (before is not null && await before(context)) return;
            switch (context.Request.Path)
            {
                case "/health": await context.Response.WriteAsync("""{"status":"UP","model_class":"NewModel"}"""); break;
                case "/setup": await context.Response.WriteAsync("""{"model_version":"0.0.1"}"""); break;
                case "/predict": await predict(context, body); break;
                default: context.Response.StatusCode = 404; break;
            }
        });
        await server.app.StartAsync();
        server.Url = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return server;
    }

    /// <summary>A server whose predictions are made of each task.</summary>
    public static Task<LoopbackServer> Predicting(Func<JsonElement, string> prediction) => Start((context, body) =>
        context.Response.WriteAsync($$"""{"results":[{{string.Join(',', body.GetProperty("tasks").EnumerateArray().Select(prediction))}}]}"""));

    /// <summary>A server that answers every request for predictions so.</summary>
    public static Task<LoopbackServer> Saying(string reply) => Start((context, _) => context.Response.WriteAsync(reply));

    private static async Task<JsonElement> Body(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

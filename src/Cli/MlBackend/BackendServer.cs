using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Model;
using Assay.WeakModels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assay.Cli.MlBackend;

/// <summary>The calls of an ML backend over HTTP. Whatever is sent, the answer is JSON; a fault says in <c>error</c> what is wrong.</summary>
internal static class BackendServer
{
    /// <summary>Bytes of a request; a larger one ends in 413.</summary>
    public const long MostBytes = 64_000_000;

    private const int DeepestJson = 64;

    // sent as application/json, never pasted into HTML
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="backend">What is behind it.</param>
    /// <param name="url">The address to listen on.</param>
    /// <param name="who">name:password that every request has to send; null for none.</param>
    /// <param name="faults">Where faults of the program are told.</param>
    public static WebApplication Build(Backend backend, string url, string? who, TextWriter faults)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MostBytes;
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();
        app.Run(context => Answer(context, backend, who, faults));
        return app;
    }

    private static async Task Answer(HttpContext context, Backend backend, string? who, TextWriter faults)
    {
        try
        {
            if (who is not null && !Knows(context.Request, who))
            {
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"Assay\"";
                await Say(context, StatusCodes.Status401Unauthorized, "give the name and the password that the backend was started with");
                return;
            }

            await Call(context, backend);
        }
        catch (BadHttpRequestException error)
        {
            await Say(context, error.StatusCode, error.StatusCode == StatusCodes.Status413PayloadTooLarge ? $"a request has at most {MostBytes:N0} bytes" : "this is no request that can be read");
        }
        catch (JsonException error)
        {
            await Say(context, StatusCodes.Status400BadRequest, $"this is not JSON: {error.Message}");
        }
        catch (Invalid error)
        {
            await Say(context, StatusCodes.Status400BadRequest, string.Join("; ", error.Violations.Take(10)));
        }
        catch (UnfitModel error)
        {
            await Say(context, StatusCodes.Status400BadRequest, error.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // nobody waits for the answer
        }
#pragma warning disable CA1031 // the outermost catch of a request: the next one is still served
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await faults.WriteLineAsync($"assay: this is a fault of the program, please report it: {fault}");
            await Say(context, StatusCodes.Status500InternalServerError, "a fault of the program; the backend's own output says more");
        }
    }

    private static async Task Call(HttpContext context, Backend backend)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value?.TrimEnd('/') ?? "");
        switch (method, path)
        {
            case ("GET", "" or "/health"): await Say(context, backend.Health()); break;
            case ("GET", "/metrics"): await Say(context, []); break;
            case ("POST", "/setup"): await Say(context, await backend.SetUp(await Body(context), context.RequestAborted)); break;
            case ("POST", "/predict"): await Say(context, await backend.Predict(await Body(context), context.RequestAborted)); break;
            case ("POST", "/webhook"):
                var taken = backend.Event(await Body(context));
                context.Response.StatusCode = taken is null ? StatusCodes.Status200OK : StatusCodes.Status201Created;
                await Say(context, taken ?? new JsonObject { ["status"] = "Unknown event" });
                break;
            case (_, "" or "/health" or "/metrics" or "/setup" or "/predict" or "/webhook"):
                await Say(context, StatusCodes.Status405MethodNotAllowed, $"{path} takes {(path is "/setup" or "/predict" or "/webhook" ? "POST" : "GET")}, not {method}");
                break;
            default: await Say(context, StatusCodes.Status404NotFound, "there is /health, /setup, /predict and /webhook here"); break;
        }
    }

    private static async Task<JsonElement> Body(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body, new JsonDocumentOptions { MaxDepth = DeepestJson }, context.RequestAborted);
        return document.RootElement.Clone();
    }

    /// <summary>Compared in a time that tells nothing of how much was right.</summary>
    private static bool Knows(HttpRequest request, string who) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())),
        SHA256.HashData(Encoding.UTF8.GetBytes($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(who))}")));

    private static Task Say(HttpContext context, int status, string error)
    {
        if (context.Response.HasStarted) return Task.CompletedTask;
        context.Response.StatusCode = status;
        return Say(context, new JsonObject { ["error"] = error });
    }

    private static Task Say(HttpContext context, JsonObject json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json.ToJsonString(Readable), context.RequestAborted);
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Assay.Pipeline.Models;
using Assay.WeakModels.Llm.Calling;

namespace Assay.Pipeline.Tests.PreAnnotate;

/// <summary>Answers as Anthropic's API does, without a network.</summary>
internal sealed class LlmApi : HttpMessageHandler
{
    public List<string> Requests { get; } = [];

    /// <summary>What is replied to the body of a request.</summary>
    public Func<string, string> Says { get; set; } = _ => """{"topic":{"answer":"sport","confidence":0.9}}""";

    /// <summary>Tokens of a request and its reply.</summary>
    public (int Input, int Output) Uses { get; set; } = (100, 10);

    /// <summary>What comes before a reply, by the number of the request.</summary>
    public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>A server with the key of this provider and of no other.</summary>
    public ModelPlaces Places => new("", [], provider => new ProviderSettings { Key = provider == "anthropic" ? "secret" : null, Transport = this });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        int number;
        lock (Requests)
        {
            Requests.Add(body);
            number = Requests.Count;
        }

        await Before(number);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(
                JsonSerializer.Serialize(new
                {
                    id = "msg_1",
                    type = "message",
                    role = "assistant",
                    model = "m",
                    content = new[] { new { type = "text", text = Says(body) } },
                    stop_reason = "end_turn",
                    stop_sequence = (string?)null,
                    usage = new { input_tokens = Uses.Input, cache_creation_input_tokens = 0, cache_read_input_tokens = 0, output_tokens = Uses.Output, service_tier = "standard" },
                }),
                Encoding.UTF8, "application/json"),
        };
    }
}

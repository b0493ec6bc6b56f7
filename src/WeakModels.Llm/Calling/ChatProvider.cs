using System.ClientModel;
using System.Text.Json;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;

namespace Assay.WeakModels.Llm.Calling;

/// <summary>A language model behind <see cref="IChatClient"/>.</summary>
internal sealed class ChatProvider(IChatClient client, string name, string identity) : ILlmProvider
{
    private volatile Form form;
    private volatile bool isFormKnown;

    /// <summary>How the form of the reply is asked for. Where an endpoint refuses one, the next is tried and remembered.</summary>
    private enum Form
    {
        /// <summary>By the endpoint, from the schema.</summary>
        Schema,

        /// <summary>The endpoint sees to it that it is JSON; the schema is in the prompt.</summary>
        Object,

        /// <summary>By the prompt alone.</summary>
        Prompt,
    }

    public string Name => name;

    public string Identity => identity;

    /// <summary>Whether the shared part of the prompt is marked for the provider's cache.</summary>
    public bool MarksCache { get; init; }

    /// <summary>Whether the endpoint holds the reply to the schema without showing the schema to the model.</summary>
    public bool HidesSchema { get; init; }

    /// <summary>What this vendor's client takes besides.</summary>
    public IReadOnlyDictionary<string, object> More { get; init; } = new Dictionary<string, object>();

    /// <summary>The longest request and reply together, in tokens, where the vendor cuts longer ones without a word; null for no such limit.</summary>
    public int? Context { get; init; }

    /// <inheritdoc/>
    public async Task<LlmReply> Ask(LlmRequest request, CancellationToken cancellation)
    {
        if (Context is { } context && request.EstimatedTokens + request.MaxTokens > context)
            throw new ProviderError($"the item is too long: about {request.EstimatedTokens:N0} tokens and a reply of {request.MaxTokens:N0} do not fit a context of {context:N0}", 413);
        for (var tried = form; ; tried++)
        {
            try
            {
                var reply = await Ask(request, tried, cancellation);
                (form, isFormKnown) = (tried, true);
                return reply;
            }
            catch (ProviderError error) when (error.Status is 400 or 422 or 501 && !isFormKnown && tried < Form.Prompt)
            {
                // perhaps it is the form that this endpoint does not know; the last one tried tells what is wrong otherwise
            }
        }
    }

    private async Task<LlmReply> Ask(LlmRequest request, Form asked, CancellationToken cancellation)
    {
        try
        {
            return Read(await client.GetResponseAsync(Messages(request, asked), Options(request, asked), cancellation));
        }
        catch (Exception error) when (ProviderError.Within(error) is { } found)
        {
            if (ReferenceEquals(found, error)) throw;
            throw new ProviderError(found.Message, found.Status, found.RetryAfter, error);
        }
        catch (Exception error) when (error is (HttpRequestException or IOException) && !cancellation.IsCancellationRequested)
        {
            throw new ProviderError($"{name}: the connection broke: {error.Message}", null, inner: error);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested
            && error is (JsonException or AnthropicException or ClientResultException or InvalidOperationException or FormatException or KeyNotFoundException))
        {
            // a status of 200 and a body that is none of this API: asking again would pay again
            throw new ProviderError($"{name} sent an answer that is not of its interface: {error.Message}", 200, inner: error);
        }
    }

    private List<ChatMessage> Messages(LlmRequest request, Form asked)
    {
        var shared = asked == Form.Schema && !HidesSchema
            ? request.System
            : $"{request.System}\n\nThe reply is a JSON object of this JSON schema:\n{request.Schema}";
        var system = new TextContent(shared);
        if (MarksCache) system.WithCacheControl((Anthropic.Models.Messages.Ttl?)null);
        return
        [
            new ChatMessage(ChatRole.System, [system]),
            .. request.Turns.Select(turn => new ChatMessage(turn.IsReply ? ChatRole.Assistant : ChatRole.User, turn.Text)),
        ];
    }

    private ChatOptions Options(LlmRequest request, Form asked)
    {
        using var schema = JsonDocument.Parse(request.Schema);
        return new ChatOptions
        {
            MaxOutputTokens = request.MaxTokens,
            Temperature = (float?)request.Temperature,
            ResponseFormat = asked switch
            {
                Form.Schema => ChatResponseFormat.ForJsonSchema(schema.RootElement.Clone(), "answers"),
                Form.Object => ChatResponseFormat.Json,
                _ => null,
            },
            AdditionalProperties = new AdditionalPropertiesDictionary(More.Select(one => KeyValuePair.Create(one.Key, (object?)one.Value))),
        };
    }

    private static LlmReply Read(ChatResponse response)
    {
        var refusal = response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().FirstOrDefault();
        var finish = refusal is not null || response.FinishReason == ChatFinishReason.ContentFilter ? LlmFinish.Declined
            : response.FinishReason == ChatFinishReason.Length ? LlmFinish.CutOff
            : LlmFinish.Done;
        return new LlmReply(refusal?.Message ?? response.Text, finish, Usage(response.Usage));
    }

    /// <summary>All of these clients count what was cached among the tokens sent.</summary>
    private static LlmUsage Usage(UsageDetails? usage)
    {
        var (read, written) = (usage?.CachedInputTokenCount ?? 0, usage?.AdditionalCounts?.GetValueOrDefault("CacheCreationInputTokens") ?? 0);
        return new LlmUsage(Math.Max(0, (usage?.InputTokenCount ?? 0) - read - written), written, read, usage?.OutputTokenCount ?? 0);
    }
}

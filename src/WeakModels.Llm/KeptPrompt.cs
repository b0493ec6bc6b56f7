using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Model.Json;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm;

/// <summary>A request as it is kept with the draft that came of it, and the way back. The texts of the item are left out, since they are kept with it.</summary>
public static class KeptPrompt
{
    /// <summary>Shorter texts of an item are not worth leaving out.</summary>
    private const int Shortest = 30;

    /// <summary>What the requests about all items share.</summary>
    internal static SharedPrompt SharedOf(LlmRequest request, string provider, int samples)
    {
        var text = JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("provider", provider);
            writer.WriteString("system", request.System);
            writer.WriteString("schema", request.Schema);
            writer.WriteNumber("max_tokens", request.MaxTokens);
            if (request.Temperature is { } temperature) writer.WriteNumber("temperature", temperature);
            writer.WriteNumber("samples", samples);
            writer.WriteEndObject();
        });
        return new SharedPrompt(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), text);
    }

    /// <summary>The message without the texts of the item.</summary>
    /// <param name="message">The message.</param>
    /// <param name="item">The item's data.</param>
    internal static string OwnOf(string message, JsonElement item)
    {
        var parts = new List<(string? Text, Place? Place)> { (message, null) };
        foreach (var (place, text) in Texts(item).Where(each => each.Text.Length >= Shortest).OrderByDescending(each => each.Text.Length))
        {
            var at = parts.FindIndex(part => part.Text?.Contains(text, StringComparison.Ordinal) == true);
            if (at < 0) continue;
            var whole = parts[at].Text!;
            var start = whole.IndexOf(text, StringComparison.Ordinal);
            parts.RemoveAt(at);
            parts.InsertRange(at, [(whole[..start], null), (null, place), (whole[(start + text.Length)..], null)]);
        }
        return JsonText.Write(writer =>
        {
            writer.WriteStartArray();
            foreach (var (text, place) in parts)
            {
                if (place is null)
                {
                    writer.WriteStringValue(text);
                    continue;
                }
                writer.WriteStartObject();
                writer.WriteString("field", place.Field);
                if (place.Turn is { } turn) writer.WriteNumber("turn", turn);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });
    }

    /// <summary>The request that a prompt was kept of.</summary>
    /// <param name="prompt">As it was kept.</param>
    /// <param name="item">The item's data.</param>
    public static WholePrompt Whole(DraftPrompt prompt, JsonElement item)
    {
        using var shared = JsonDocument.Parse(prompt.Shared.Text);
        using var own = JsonDocument.Parse(prompt.Own);
        var root = shared.RootElement;
        var texts = new Dictionary<Place, string>();
        foreach (var (place, text) in Texts(item)) texts[place] = text;
        var message = string.Concat(own.RootElement.EnumerateArray().Select(part => part.ValueKind == JsonValueKind.String ? part.GetString() : texts.GetValueOrDefault(PlaceOf(part), "")));
        var request = new LlmRequest(root.GetProperty("system").GetString()!, [new LlmTurn(false, message)], root.GetProperty("schema").GetString()!, root.GetProperty("max_tokens").GetInt32())
        {
            Temperature = root.TryGetProperty("temperature", out var temperature) ? temperature.GetDouble() : null,
        };
        return new WholePrompt(request, root.GetProperty("samples").GetInt32(), request.Key(root.GetProperty("provider").GetString()!) == prompt.Key);
    }

    private static Place PlaceOf(JsonElement part) => new(part.GetProperty("field").GetString()!, part.TryGetProperty("turn", out var turn) ? turn.GetInt32() : null);

    private static IEnumerable<(Place Place, string Text)> Texts(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) yield break;
        foreach (var property in item.EnumerateObject())
        {
            if (JsonText.Name(property) is not { } name) continue;
            if (JsonText.String(property.Value) is { } text) yield return (new Place(name, null), text);
            if (property.Value.ValueKind != JsonValueKind.Array) continue;
            foreach (var (turn, said) in property.Value.EnumerateArray().Index())
                if (said.ValueKind == JsonValueKind.Object && said.TryGetProperty("content", out var content) && JsonText.String(content) is { } words)
                    yield return (new Place(name, turn), words);
        }
    }

    private sealed record Place(string Field, int? Turn);
}

/// <summary>A request with the item's texts put back.</summary>
/// <param name="Request">The request, of several samples the first.</param>
/// <param name="Samples">How often it was sent.</param>
/// <param name="IsAsSent">Whether it has the hash that was kept; it has not where the item was changed since.</param>
public sealed record WholePrompt(LlmRequest Request, int Samples, bool IsAsSent);

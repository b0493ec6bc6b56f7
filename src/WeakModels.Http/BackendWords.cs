using System.Text.Json;
using Assay.Model.Json;

namespace Assay.WeakModels.Http;

/// <summary>Words of the protocol that both sides use.</summary>
public static class BackendWords
{
    /// <summary>Beside the results, what offsets into texts count. Label Studio does not know it and does not mind it.</summary>
    public const string Offsets = "text_offsets";

    /// <summary>UTF-16 code units, as browsers count.</summary>
    public const string Utf16 = "utf-16";

    /// <summary>Unicode code points, as Python counts.</summary>
    public const string CodePoints = "code points";

    private const int LongestVersion = 200;

    /// <summary>A version as a server names it: a text or a number, on one line and not too long; null when it is none.</summary>
    public static string? Version(JsonElement json)
    {
        var text = json.ValueKind == JsonValueKind.Number ? json.GetRawText() : JsonText.String(json)?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length <= LongestVersion ? line : line[..LongestVersion];
    }
}

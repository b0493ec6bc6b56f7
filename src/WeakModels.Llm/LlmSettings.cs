using System.Security.Cryptography;
using System.Text;
using Assay.Model.Json;
using Assay.WeakModels.Llm.Asking;

namespace Assay.WeakModels.Llm;

/// <summary>How a language model is asked to label.</summary>
public sealed record LlmSettings
{
    /// <summary>What annotators are told too; null for nothing.</summary>
    public string? Guidelines { get; init; }

    /// <summary>Labeled items that are shown with every request.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>How often an item is asked about. With 1 the confidence is the number that the model states; with more the share of samples that agree. 1 to 20, 1 by default.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Randomness of replies; null leaves it to the provider. Some models refuse any; several samples need some.</summary>
    public double? Temperature { get; init; }

    /// <summary>Tokens a reply may have; more for long lists of spans. 2,048 by default.</summary>
    public int MaxTokens { get; init; } = 2_048;

    /// <summary>Characters of an item that are sent at most; a longer one is refused, never cut. 60,000 by default.</summary>
    public int LongestItem { get; init; } = 60_000;

    /// <summary>Draws the order of labels and the tags around items.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A hash of all that decides a reply but for the item, the questions and the model.</summary>
    internal string Fingerprint(string provider) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("provider", provider);
        writer.WriteString("rules", Prompt.Rules.ReplaceLineEndings("\n"));
        writer.WriteString("guidelines", Guidelines);
        writer.WriteStartArray("examples");
        foreach (var example in Examples)
        {
            writer.WriteRawValue(example.Item.GetRawText());
            writer.WriteRawValue(example.Answers.ToJson());
        }
        writer.WriteEndArray();
        writer.WriteNumber("samples", Samples);
        if (Temperature is { } temperature) writer.WriteNumber("temperature", temperature);
        writer.WriteNumber("max_tokens", MaxTokens);
        writer.WriteNumber("longest_item", LongestItem);
        writer.WriteNumber("seed", Seed);
        writer.WriteEndObject();
    }))))[..12];
}

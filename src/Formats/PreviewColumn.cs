using System.Text.Json.Serialization;

namespace Assay.Formats;

/// <summary>What the values of a column look like. Text that reads as numbers throughout (CSV has nothing else) counts as numbers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnKind>))]
public enum ColumnKind
{
    /// <summary>No row looked at has a value: missing, null or white space only.</summary>
    [JsonStringEnumMemberName("empty")] Empty,

    /// <summary>Texts, or values of several kinds.</summary>
    [JsonStringEnumMemberName("text")] Text,
    [JsonStringEnumMemberName("number")] Number,
    [JsonStringEnumMemberName("boolean")] Boolean,

    /// <summary>JSON objects or lists.</summary>
    [JsonStringEnumMemberName("object")] Object,
}

/// <summary>A column as a preview shows it.</summary>
/// <param name="Name">Name of the column or JSON property.</param>
/// <param name="Kind">What the values looked at have in common.</param>
/// <param name="Samples">Up to three different values, each at most 100 characters.</param>
public sealed record PreviewColumn(string Name, ColumnKind Kind, IReadOnlyList<string> Samples);

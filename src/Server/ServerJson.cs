using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Model;

namespace Assay.Server;

/// <summary>The JSON of the API: camel case, numbers as numbers, enumerations as words, times in UTC with a Z.</summary>
public static class ServerJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new SchemaConverter());
        options.Converters.Add(new TimeConverter());
    }

    /// <summary>A label schema writes and reads itself.</summary>
    private sealed class SchemaConverter : JsonConverter<LabelSchema>
    {
        public override LabelSchema Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return LabelSchema.Parse(document.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, LabelSchema value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToJson());
    }

    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}

using Assay.Formats.LabelStudio;

namespace Assay.Cli;

/// <summary>A file with a label schema: the schema itself, or a Label Studio label config that becomes one.</summary>
internal static class SchemaFile
{
    /// <summary>The schema as JSON; says what of a config is not the same in it.</summary>
    public static string Read(string text, Output output)
    {
        if (!LabelConfig.IsConfig(text)) return text;
        var reading = LabelConfig.Read(text);
        foreach (var note in reading.Notes) output.Say($"Label config, line {note.Line}, <{note.Tag}>: {note.Message}");
        return reading.Schema.ToJson();
    }
}

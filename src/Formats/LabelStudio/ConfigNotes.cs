namespace Assay.Formats.LabelStudio;

/// <summary>Something of a label config that is not, or not quite, the same in the schema made of it.</summary>
/// <param name="Line">Line of the tag, from 1.</param>
/// <param name="Column">Column at which the tag begins, from 1.</param>
/// <param name="Tag">The tag as it is written.</param>
/// <param name="Message">What became of it, and what to do.</param>
public sealed record ConfigNote(int Line, int Column, string Tag, string Message);

/// <summary>Collects what has to be told, in the order of the document.</summary>
internal sealed class ConfigNotes
{
    /// <summary>A config with more to be told says no more than these would.</summary>
    private const int Most = 200;

    private readonly List<ConfigNote> notes = [];

    public IReadOnlyList<ConfigNote> All => [.. notes.Distinct().OrderBy(note => note.Line).ThenBy(note => note.Column)];

    public void Add(ConfigElement element, string message)
    {
        if (notes.Count < Most) notes.Add(new ConfigNote(element.Line, element.Column, element.Tag, message));
    }
}

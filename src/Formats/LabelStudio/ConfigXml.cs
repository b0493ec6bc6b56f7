using System.Text.RegularExpressions;
using System.Xml;
using Assay.Model;

namespace Assay.Formats.LabelStudio;

/// <summary>Reads the XML of a label config so that nothing in it can do harm: no document type, no entities, nothing fetched, no more and no deeper than is sane.</summary>
internal static partial class ConfigXml
{
    /// <summary>Characters a config may have; the largest known ones, with thousands of labels, stay below.</summary>
    public const int Longest = 1_000_000;

    /// <summary>Tags within tags.</summary>
    public const int Deepest = 50;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = Longest,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>The root tag.</summary>
    /// <exception cref="Invalid">It is no XML, or more than is read; the path is the line and column.</exception>
    public static ConfigElement Parse(string text)
    {
        if (text.Length > Longest) throw new Invalid("", "too_large", $"{text.Length:N0} characters of XML; at most {Longest:N0} are read");
        var start = text.IndexOf('<');
        if (start < 0 || text.AsSpan(0, start).Trim("\uFEFF \t\r\n") is not "")
            throw Wrong(1, 1, "xml", "this is no XML: a label config begins with <View>");
        // a declaration has to stand at the very beginning, and people paste with a blank line before it
        var above = text.AsSpan(0, start).Count('\n');
        try
        {
            using var reader = XmlReader.Create(new StringReader(text[start..]), Settings);
            return Tree(reader, above);
        }
        catch (XmlException e)
        {
            throw Wrong(Math.Max(1, e.LineNumber) + above, Math.Max(1, e.LinePosition), "xml", $"this is no XML that is read here: {Place().Replace(e.Message, "")}");
        }
    }

    private static ConfigElement Tree(XmlReader reader, int above)
    {
        ConfigElement? root = null, open = null;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement) open = open?.Parent;
            if (reader.NodeType != XmlNodeType.Element) continue;
            var isEmpty = reader.IsEmptyElement;
            var element = Element(reader, open, above);
            if (reader.Depth >= Deepest) throw Wrong(element.Line, element.Column, "too_deep", $"<{element.Tag}> stands within more than {Deepest} other tags");
            open?.Add(element);
            root ??= element;
            if (!isEmpty) open = element;
        }
        return root ?? throw Wrong(1, 1, "xml", "there is no tag in it");
    }

    private static ConfigElement Element(XmlReader reader, ConfigElement? parent, int above)
    {
        var place = (IXmlLineInfo)reader;
        var (tag, line, column) = (reader.LocalName, place.LineNumber + above, Math.Max(1, place.LinePosition - 1));
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (reader.MoveToNextAttribute()) attributes.TryAdd(reader.LocalName, reader.Value);
        reader.MoveToElement();
        return new ConfigElement(tag, line, column, parent, attributes);
    }

    private static Invalid Wrong(int line, int column, string rule, string message) => new($"line {line}, column {column}", rule, message);

    [GeneratedRegex(@"\s*Line \d+, position \d+\.$")]
    private static partial Regex Place();
}

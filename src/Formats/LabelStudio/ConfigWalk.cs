namespace Assay.Formats.LabelStudio;

/// <summary>Goes through a config in its order and takes what shows and what asks.</summary>
internal sealed class ConfigWalk(ConfigFields fields, ConfigNotes notes)
{
    private const int LongestFieldTitle = 200;

    private readonly List<ConfigControl> controls = [];
    private readonly List<ConfigElement> relations = [];
    private readonly List<Heading> headings = [];

    private sealed record Heading(string Text, ConfigElement Element)
    {
        public ConfigField? Before { get; set; }
    }

    public IReadOnlyList<ConfigControl> Controls => controls;
    public IReadOnlyList<ConfigElement> Relations => relations;

    public void Go(ConfigElement root)
    {
        Visit(root);
        foreach (var heading in headings.Where(heading => !TitlesField(heading))) notes.Add(heading.Element, "no question follows this heading; it is left out");
    }

    private void Visit(ConfigElement element)
    {
        if (ConfigTags.IsSilent(element)) return;
        if (element.Is("Header")) Head(element);
        else if (ConfigTags.WhyNot(element) is { } why) notes.Add(element, $"left out: {why}");
        else if (ConfigTags.IsObject(element)) Show(element);
        else if (ConfigTags.IsControl(element)) Ask(element);
        else if (element.Is("Relations")) relations.Add(element);
        else
        {
            if (!ConfigTags.IsLayout(element)) notes.Add(element, "this tag is not known; what is in it is read");
            foreach (var child in element.Children) Visit(child);
        }
    }

    private void Head(ConfigElement element)
    {
        if (ConfigWords.Variable(element["value"]) is not null) Show(element);
        else if (ConfigWords.Line(element["value"], 2_000) is { } text)
        {
            headings.RemoveAll(TitlesField);
            headings.Add(new Heading(text, element));
        }
    }

    private void Show(ConfigElement element)
    {
        if (fields.Take(element) is not { } field) return;
        foreach (var heading in headings) heading.Before ??= field;
    }

    private void Ask(ConfigElement element)
    {
        controls.Add(new ConfigControl(element, [.. headings.Select(heading => heading.Text)]));
        headings.Clear();
    }

    // What another heading or no question follows is that of what is shown below it.
    private static bool TitlesField(Heading heading)
    {
        if (heading.Before is not { } field) return false;
        field.Title ??= ConfigWords.Line(heading.Text, LongestFieldTitle);
        return true;
    }
}

namespace Assay.Model.Questions;

/// <summary>
/// The keys a label may ask for: one printable character, or one of <see cref="Named"/>. Keys the page itself needs are refused, and in
/// a schema as a whole those of its editors (<see cref="EditorKeys"/>).
/// </summary>
/// <remarks>Letters count without regard to case, since nobody looks at the Caps Lock key while labeling.</remarks>
public static class LabelKeys
{
    /// <summary>Keys with a name, as the browser calls them, that are free to use.</summary>
    public static readonly IReadOnlyList<string> Named = ["Home", "End", "PageUp", "PageDown", "Insert", "F2", "F4", "F6", "F7", "F8", "F9", "F10"];

    /// <summary>What the page's own keys do: skip, next, flag, undo, guidelines, draft, move, search, help, send, leave, choose.</summary>
    public static readonly IReadOnlyList<string> Reserved =
    [
        "s", "n", "f", "z", "g", "d", "j", "k", "?", "/", " ", "Space", "Enter", "Escape", "Tab", "Backspace", "Delete",
        "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight",
    ];

    /// <summary>The key in its one spelling (letters small), or the rule it breaks and why.</summary>
    public static string? Read(string key, out (string Rule, string Message)? wrong)
    {
        var one = Named.Concat(Reserved).FirstOrDefault(name => name.Equals(key, StringComparison.OrdinalIgnoreCase)) ?? key.ToLowerInvariant();
        wrong = null;
        if (Reserved.Contains(one))
            wrong = ("reserved_key", $"the key \"{key}\" belongs to the page itself, as do {string.Join(" ", Reserved.Where(name => name != " "))}");
        else if (!Named.Contains(one) && one.EnumerateRunes().Count() != 1)
            wrong = ("key", $"\"{key}\" is no key: give one character, or one of {string.Join(", ", Named)}");
        return wrong is null ? one : null;
    }
}

using System.Text.RegularExpressions;

namespace Assay.Model.Questions;

/// <summary>
/// A pattern written by a project's manager and run on every annotator's text: matched in time linear in the text, with a limit on top,
/// so that neither a careless pattern nor a hostile text can hold up the server. Equal by its source.
/// </summary>
internal sealed class TextPattern(string source) : IEquatable<TextPattern>
{
    public const int Longest = 1_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    // made at the first use: a schema is read far more often than one of its patterns is needed
    private readonly Lazy<Regex> regex = new(() => Compile($@"\A(?:{source})\z"));

    /// <summary>Why the source is no pattern we can run; null when it is one.</summary>
    public static string? WhyNot(string source)
    {
        try
        {
            Compile(source); // by itself first, so that ")|(" cannot slip through the brackets put round it
            Compile($@"\A(?:{source})\z");
            return null;
        }
        catch (RegexParseException e)
        {
            return e.Message;
        }
        catch (NotSupportedException e)
        {
            return e.Message;
        }
    }

    /// <summary>Why the text is refused, null when it matches.</summary>
    public string? Refuses(string text)
    {
        try
        {
            return regex.Value.IsMatch(text) ? null : $"does not match {source}";
        }
        catch (RegexMatchTimeoutException)
        {
            return $"could not be checked against {source} in {Limit.TotalMilliseconds} ms";
        }
    }

    public bool Equals(TextPattern? other) => other?.Source == Source;
    public override bool Equals(object? obj) => Equals(obj as TextPattern);
    public override int GetHashCode() => Source.GetHashCode(StringComparison.Ordinal);

    private string Source => source;

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Limit);
}

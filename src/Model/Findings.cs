using System.Globalization;
using System.Text;

namespace Assay.Model;

/// <summary>
/// Collects the violations found while reading JSON, and knows the place being read, so that a reader only says what is wrong.
/// Costs nothing until something is: the path is put into words when a violation is reported.
/// </summary>
/// <remarks>At most <see cref="Most"/> violations are kept; a hostile document with a million errors says no more than a hundred would.</remarks>
/// <param name="root">What the paths start with: <c>answers</c>, <c>data</c>, or nothing for a schema.</param>
public sealed class Findings(string root = "")
{
    /// <summary>The number of violations kept.</summary>
    public const int Most = 100;

    private readonly List<(string? Property, int Index)> place = [];
    private List<Violation>? violations;

    /// <summary>What was found, in order.</summary>
    public IReadOnlyList<Violation> Violations => violations is null ? [] : violations;

    /// <summary>The number of violations kept so far; compare before and after reading a part to see whether the part was sound.</summary>
    public int Count => violations?.Count ?? 0;

    /// <summary>Whether no more violations are kept, so that reading on is of no use.</summary>
    public bool Full => Count >= Most;

    /// <summary>Steps into a property; <see cref="Leave"/> steps out again.</summary>
    public void Enter(string property) => place.Add((property, 0));

    /// <summary>Steps into an element of a list; <see cref="Leave"/> steps out again.</summary>
    public void Enter(int index) => place.Add((null, index));

    /// <summary>Steps out of the last property or element entered.</summary>
    public void Leave() => place.RemoveAt(place.Count - 1);

    /// <summary>Notes a violation at the present place.</summary>
    public void Report(string rule, string message)
    {
        if (Full) return;
        (violations ??= []).Add(new Violation(Path(), rule, message));
    }

    /// <summary>Notes a violation at a property of the present place.</summary>
    public void ReportAt(string property, string rule, string message)
    {
        Enter(property);
        Report(rule, message);
        Leave();
    }

    /// <summary>Notes a violation at an element of the present place.</summary>
    public void ReportAt(int index, string rule, string message)
    {
        Enter(index);
        Report(rule, message);
        Leave();
    }

    private string Path()
    {
        var path = new StringBuilder(root);
        foreach (var (property, index) in place)
        {
            if (property is null) path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else if (path.Length == 0) path.Append(property);
            else path.Append('.').Append(property);
        }
        return path.ToString();
    }
}

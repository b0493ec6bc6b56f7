using Assay.Model;

namespace Assay.Agreement;

/// <summary>
/// A measure of agreement over many items. Add one as a file and a line in <see cref="Coefficients"/>; contract tests run over that list.
/// </summary>
public interface ICoefficient
{
    /// <summary>The name in JSON and on the command line: <c>cohen_kappa</c>.</summary>
    string Name { get; }

    /// <summary>The name people know it by: <c>Cohen's κ</c>.</summary>
    string Title { get; }

    /// <summary>
    /// Measures the votes, whose categories stand for what the scale says. Never throws on sound votes: what cannot be measured comes back
    /// undefined with the reason. A coefficient for names looks at names at any level.
    /// </summary>
    /// <exception cref="ArgumentException">The scale is made for another number of categories.</exception>
    Coefficient Measure(Votes votes, Scale scale);
}

/// <summary>The usual case.</summary>
public static class NominalMeasure
{
    /// <summary>Measures the votes with categories as names.</summary>
    public static Coefficient Measure(this ICoefficient coefficient, Votes votes) => coefficient.Measure(votes, Scale.Nominal);
}

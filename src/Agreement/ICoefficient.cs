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
    /// Measures the votes. Items with fewer than two votes do not enter. Never throws on sound votes: what cannot be measured comes back
    /// undefined with the reason.
    /// </summary>
    Coefficient Measure(Votes votes);
}

namespace Assay.Learning.Vectors;

/// <summary>How a classifier of vectors is trained; the defaults are one setting for all kinds of vectors.</summary>
public sealed record VectorClassifierOptions
{
    /// <summary>The defaults.</summary>
    public static readonly VectorClassifierOptions Default = new();

    /// <summary>How strongly weights are drawn to 0, above 0: the factor of half their square beside the mean loss of an example.</summary>
    public double Penalty { get; init; } = 1e-4;

    /// <summary>The most steps, 1 or more.</summary>
    public int MostSteps { get; init; } = 200;

    /// <summary>Training ends where no derivative of the mean loss is larger than this, above 0.</summary>
    public double Tolerance { get; init; } = 1e-5;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MostSteps, 1);
        if (!(Penalty > 0 && double.IsFinite(Penalty))) throw new ArgumentOutOfRangeException(nameof(Penalty), Penalty, "The penalty should be above 0.");
        if (!(Tolerance > 0)) throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance should be above 0.");
    }
}

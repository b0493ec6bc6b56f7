namespace Assay.Aggregation;

/// <summary>Rounds of "how good is everyone, given the answers?" and "what are the answers, given how good everyone is?".</summary>
/// <param name="Iterations">Rounds taken.</param>
/// <param name="Converged">Whether the last one gained less than the tolerance.</param>
/// <param name="Objective">The objective after the last.</param>
internal readonly record struct ExpectationMaximization(int Iterations, bool Converged, double Objective)
{
    /// <summary>Runs rounds until the objective stops rising.</summary>
    /// <param name="options">Says when to stop.</param>
    /// <param name="votes">The number of votes; the tolerance is meant per vote.</param>
    /// <param name="maximise">Estimates the people from the answers.</param>
    /// <param name="expect">Estimates the answers from the people, and gives the objective.</param>
    public static ExpectationMaximization Run(AggregationOptions options, int votes, Action maximise, Func<double> expect)
    {
        var last = double.NegativeInfinity;
        for (var iteration = 1; iteration <= options.MaxIterations; iteration++)
        {
            options.Cancel.ThrowIfCancellationRequested();
            maximise();
            var now = expect();
            if (Math.Abs(now - last) < options.Tolerance * votes) return new ExpectationMaximization(iteration, true, now);
            last = now;
        }
        return new ExpectationMaximization(options.MaxIterations, false, last);
    }
}

namespace Assay.Pipeline.ActiveLearning;

/// <summary>Whether more labels are worth it. Told, never enforced.</summary>
/// <param name="ShouldStop">Whether predictions have settled and little is to be gained.</param>
/// <param name="Reason">too_few_rounds, predictions_change, gain_unknown, still_gaining or settled.</param>
public sealed record StopAdvice(bool ShouldStop, string Reason)
{
    /// <summary>Agreement with the model before from which predictions count as settled.</summary>
    public const double LeastAgreement = 0.99;

    /// <summary>A smaller gain of a hundred labels counts as little.</summary>
    public const double LeastGain = 0.005;

    /// <summary>Rounds in a row that must agree.</summary>
    public const int Rounds = 3;

    internal static StopAdvice Of(IReadOnlyList<LearningRound> rounds)
    {
        LearningRound[] last = [.. rounds.Where(round => round.Agreement is not null).TakeLast(Rounds)];
        if (last.Length < Rounds)
            return new StopAdvice(false, "too_few_rounds");
        if (last.Any(round => round.Agreement < LeastAgreement))
            return new StopAdvice(false, "predictions_change");
        return last[^1].Gain switch
        {
            null => new StopAdvice(false, "gain_unknown"),
            >= LeastGain => new StopAdvice(false, "still_gaining"),
            _ => new StopAdvice(true, "settled"),
        };
    }
}

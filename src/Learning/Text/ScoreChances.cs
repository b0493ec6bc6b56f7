using Assay.Learning.Calibration;

namespace Assay.Learning.Text;

/// <summary>From scores to chances of the classes.</summary>
internal static class ScoreChances
{
    private const double Least = 1e-6;

    /// <param name="scores">One a class; or one, of the second of two classes.</param>
    /// <param name="chances">Receives one a class.</param>
    /// <param name="isMultiLabel">Whether each class is a question of its own.</param>
    /// <param name="isotonic">Calibrates each chance; where one class fits they are scaled to sum to 1 after it.</param>
    public static void Of(ReadOnlySpan<float> scores, Span<float> chances, bool isMultiLabel, IsotonicCalibration? isotonic)
    {
        if (!isMultiLabel && chances.Length == 1)
        {
            chances[0] = 1;
            return;
        }

        if (!isMultiLabel && chances.Length == 2)
        {
            (chances[0], chances[1]) = (Numbers.Sigmoid(-scores[0]), Numbers.Sigmoid(scores[0]));
        }
        else
        {
            scores.CopyTo(chances);
            if (isMultiLabel)
                for (var k = 0; k < chances.Length; k++)
                    chances[k] = Numbers.Sigmoid(chances[k]);
            else
                Numbers.Softmax(chances);
        }

        if (isotonic is not null)
            Calibrate(chances, isMultiLabel, isotonic);
    }

    private static void Calibrate(Span<float> chances, bool isMultiLabel, IsotonicCalibration isotonic)
    {
        var sum = 0f;
        for (var k = 0; k < chances.Length; k++)
            sum += chances[k] = (float)Math.Clamp(isotonic.Of(chances[k]), Least, 1 - Least);
        for (var k = 0; k < chances.Length && !isMultiLabel; k++)
            chances[k] /= sum;
    }
}

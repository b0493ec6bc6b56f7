using Assay.Model;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>What a weak model says of one task.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Answers">JSON object by question name, as answers are given; questions may be left out.</param>
/// <param name="Confidence">How sure the model is that all of it is right, 0 to 1; null when it does not say.</param>
public sealed record NewPrediction(long TaskId, string Answers, double? Confidence = null)
{
    /// <summary>What the model was asked; null for models that are not asked in words.</summary>
    public DraftPrompt? Prompt { get; init; }
}

/// <summary>A weak model: what it is called and of which version it is. For one version it says the same of the same item.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Version">1 to 100 characters.</param>
public sealed record ModelName(string Name, string Version)
{
    private const int Longest = 100;

    /// <summary>The same, trimmed.</summary>
    /// <exception cref="Invalid">One of the two is empty or too long.</exception>
    internal ModelName Checked()
    {
        var trimmed = new ModelName(Name.Trim(), Version.Trim());
        Check("model", trimmed.Name);
        Check("version", trimmed.Version);
        return trimmed;
    }

    private static void Check(string path, string text)
    {
        if (text.Length is 0 or > Longest)
            throw new Invalid(path, "length", $"The {path} has {text.Length} characters; it should have 1 to {Longest}.");
    }
}

/// <summary>What came of predictions.</summary>
/// <param name="Stored">How many are kept.</param>
/// <param name="Refused">Those that are not, and why.</param>
public sealed record StoredPredictions(int Stored, IReadOnlyList<RefusedPrediction> Refused);

/// <param name="Index">Its place in what was sent, from 0.</param>
/// <param name="TaskId">The task it named.</param>
/// <param name="Violations">Everything wrong with it.</param>
public sealed record RefusedPrediction(int Index, long TaskId, IReadOnlyList<Violation> Violations);

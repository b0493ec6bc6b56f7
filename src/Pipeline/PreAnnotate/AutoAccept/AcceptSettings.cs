using Assay.Model;

namespace Assay.Pipeline.PreAnnotate.AutoAccept;

/// <summary>How the drafts of a model become labels without a person.</summary>
public static class AcceptModes
{
    /// <summary>They do not.</summary>
    public const string Off = "off";

    /// <summary>From a chance of being right that somebody has set: by the model's calibration, or its confidence as it is while there is none. Nothing is promised of their errors.</summary>
    public const string Fixed = "fixed";

    /// <summary>From a confidence that is chosen on audited drafts, so that a promise about their errors holds.</summary>
    public const string RiskControlled = "risk_controlled";

    public static IReadOnlyList<string> All { get; } = [Off, Fixed, RiskControlled];
}

/// <summary>What somebody has set for a model.</summary>
/// <param name="Mode">off, fixed or risk_controlled.</param>
/// <param name="Threshold">For fixed: the chance that all of a task's draft is right from which it is accepted, 0 to 1.</param>
/// <param name="Epsilon">For risk_controlled: at most this share of what is accepted is wrong, 0.001 to 0.5.</param>
/// <param name="Delta">For risk_controlled: with a confidence of 1 less this, 0.001 to 0.5.</param>
/// <param name="AuditShare">Share of tasks, drawn by chance, that go to people however sure the model is, and come first in the queue: 0 to 0.9, for risk_controlled from 0.01.</param>
/// <param name="AuditsSeeDraft">Whether people are shown the draft of such a task. Who is shown one tends to agree with it.</param>
public sealed record AcceptSettings(
    string Mode = AcceptModes.Off, double Threshold = 0.85, double Epsilon = 0.02, double Delta = 0.1, double AuditShare = 0.1, bool AuditsSeeDraft = false)
{
    /// <exception cref="Invalid">Something is out of its range.</exception>
    internal AcceptSettings Checked()
    {
        var violations = new List<Violation>();
        if (!AcceptModes.All.Contains(Mode))
            violations.Add(new Violation("mode", "unknown", $"\"{Mode}\" is no mode; there are {string.Join(", ", AcceptModes.All)}."));
        Check("threshold", Threshold, 0, 1);
        Check("epsilon", Epsilon, 0.001, 0.5);
        Check("delta", Delta, 0.001, 0.5);
        Check("auditShare", AuditShare, Mode == AcceptModes.RiskControlled ? 0.01 : 0, 0.9);
        return violations.Count == 0 ? this : throw new Invalid(violations);

        void Check(string path, double value, double low, double high)
        {
            if (!(value >= low && value <= high))
                violations.Add(new Violation(path, "range", FormattableString.Invariant($"{path} is {value}; it should be from {low} to {high}.")));
        }
    }
}

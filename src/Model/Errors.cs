namespace Assay.Model;

#pragma warning disable CA1710 // read at the throw: "throw new NotFound(…)" says it all

/// <summary>What was asked for does not exist, or not for this person.</summary>
public sealed class NotFound(string message) : Exception(message);

/// <summary>The request was right once, but the state of things has moved on or forbids it: someone was faster, a name is taken.</summary>
public sealed class Conflict(string message) : Exception(message);

/// <summary>The person is known but may not do this.</summary>
public sealed class Forbidden(string message) : Exception(message);

/// <summary>Values that break rules. Carries every violation found, not only the first.</summary>
public class Invalid : Exception
{
    /// <summary>At least one violation.</summary>
    public Invalid(IReadOnlyList<Violation> violations) : base(string.Join("\n", violations)) => Violations = violations;

    /// <summary>A single violation.</summary>
    public Invalid(string path, string rule, string message) : this([new Violation(path, rule, message)]) { }

    /// <summary>What is wrong, in the order found.</summary>
    public IReadOnlyList<Violation> Violations { get; }
}

/// <summary>A label schema that cannot be read or breaks its rules.</summary>
public sealed class InvalidSchema(IReadOnlyList<Violation> violations) : Invalid(violations);

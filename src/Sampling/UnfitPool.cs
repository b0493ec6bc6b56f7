namespace Assay.Sampling;

#pragma warning disable CA1710 // errors are named for what happened, without a suffix
/// <summary>A pool lacks what a strategy needs, or holds what cannot be. The message names what, where, and what would be right.</summary>
public sealed class UnfitPool : Exception
{
    /// <param name="message">For a person.</param>
    public UnfitPool(string message) : base(message) { }
}

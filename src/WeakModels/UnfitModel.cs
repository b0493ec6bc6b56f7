namespace Assay.WeakModels;

#pragma warning disable CA1710 // errors are named for what happened, without a suffix
/// <summary>A model's files, or the schema it is asked about, are not what it needs. The message names what, where, and what would be right.</summary>
public sealed class UnfitModel : Exception
{
    /// <param name="message">For a person.</param>
    public UnfitModel(string message) : base(message) { }

    /// <param name="message">For a person.</param>
    /// <param name="inner">What it came from.</param>
    public UnfitModel(string message, Exception inner) : base(message, inner) { }
}

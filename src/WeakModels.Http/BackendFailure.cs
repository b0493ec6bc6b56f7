namespace Assay.WeakModels.Http;

#pragma warning disable CA1710, CA1032, CA1064 // named for what happened; it never leaves this library
/// <summary>A request to a model server came to nothing.</summary>
/// <param name="message">For a person; it names the server without its password.</param>
/// <param name="mayBeOfItems">Whether one of the items may be the reason, so that the others are worth asking alone.</param>
/// <param name="isMissing">Whether the server has no such call.</param>
internal sealed class BackendFailure(string message, bool mayBeOfItems = false, bool isMissing = false) : Exception(message)
{
    public bool MayBeOfItems => mayBeOfItems;

    public bool IsMissing => isMissing;
}

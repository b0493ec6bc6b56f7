namespace Assay.WeakModels.Llm.Calling;

/// <summary>Where the turns of a <see cref="Pace"/> are kept for several processes that ask at it. Safe for many at once.</summary>
public interface IPaceBook
{
    /// <summary>Takes the next turn: the latest of now, of when requests and tokens allow it, and of the time before which all are held. The next requests come so much later.</summary>
    /// <param name="request">What a request takes of the minute.</param>
    /// <param name="tokens">What its tokens take.</param>
    /// <returns>When the request may go.</returns>
    Task<DateTimeOffset> Take(TimeSpan request, TimeSpan tokens);

    /// <summary>A request took more of the minute, or less where negative, than it was thought to.</summary>
    Task Correct(TimeSpan tokens);

    /// <summary>No turn that is taken from now on comes before this.</summary>
    Task Hold(DateTimeOffset until);
}

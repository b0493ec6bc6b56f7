using Assay.Learning.Acceptance;

namespace Assay.Pipeline.Queue;

/// <summary>
/// The tasks that measure a project's model. Drawn by chance from their number alone: those of a smaller share are among those of a larger one. In the order of
/// their draws they come in a random order.
/// </summary>
internal readonly record struct RandomStream(long ProjectId, double Share)
{
    /// <summary>Draws for audits and disputes begin with small numbers: theirs are other tasks.</summary>
    private const long Salt = 0x6C6561726E;

    public double Draw(long task) => RandomDraw.Of(ProjectId ^ (Salt << 20), task);

    public bool Holds(long task) => Draw(task) < Share;
}

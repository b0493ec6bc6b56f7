using SkiaSharp;

namespace Assay.Cli.Demo.Desks.Things;

/// <summary>Something that can lie on a desk, seen from above, around the origin and in pixels.</summary>
/// <param name="Label">A label of <see cref="DeskLabels"/>; null for what nobody asks about.</param>
/// <param name="Outline">All of it; what is outside is not drawn on.</param>
/// <param name="Height">How far it stands above the desk: the reach of its shadow. 0 throws none.</param>
/// <param name="Paint">Draws it within its outline.</param>
/// <param name="IsRound">Whether it looks the same however it is turned, so that the light on it stays where it is.</param>
internal sealed record Thing(string? Label, SKPath Outline, float Height, Action<SKCanvas> Paint, bool IsRound = false) : IDisposable
{
    public void Dispose() => Outline.Dispose();
}

using Assay.Agreement;
using Assay.Model.Regions;

namespace Assay.Cli.Votes.Exports;

/// <summary>One person's answers to one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Person">Who answered.</param>
/// <param name="Place">Where it stands, for messages.</param>
/// <param name="Replies">No question twice.</param>
internal sealed record Annotation(string Task, string Person, string Place, IReadOnlyList<Reply> Replies);

/// <summary>What a person answered to one question.</summary>
/// <param name="Question">Its name.</param>
/// <param name="Type">What the export calls answers of this kind.</param>
/// <param name="Said">The answer.</param>
internal sealed record Reply(string Question, string Type, Said Said);

/// <summary>An answer in one of the forms that can be compared.</summary>
internal abstract record Said;

/// <summary>Names chosen: one, several or none.</summary>
internal sealed record Chosen(IReadOnlyList<string> Names) : Said;

/// <summary>A number, as written.</summary>
internal sealed record Rated(string Number) : Said;

/// <summary>A text.</summary>
internal sealed record Written(string Text) : Said;

/// <summary>Stretches of a text; none is an answer too.</summary>
internal sealed record Spans(IReadOnlyList<LabeledSpan> Parts) : Said;

/// <summary>Rectangles in an image, upright or not; none is an answer too.</summary>
internal sealed record Boxes(IReadOnlyList<RotatedBox> Parts) : Said;

/// <summary>Polygons in an image; none is an answer too.</summary>
internal sealed record Outlines(IReadOnlyList<Polygon> Parts) : Said;

/// <summary>A form that nothing here compares.</summary>
internal sealed record Incomparable : Said;

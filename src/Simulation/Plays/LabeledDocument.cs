namespace Assay.Simulation.Plays;

/// <summary>A text whose label is known.</summary>
public sealed record LabeledDocument(string Text, string Label);

namespace Assay.Formats;

/// <summary>A field of the project and the column of the file that fills it.</summary>
/// <param name="Field">Name the value has in the item's data.</param>
/// <param name="Column">Name of the column or top-level JSON property.</param>
/// <param name="Required">Whether a row without a text here is rejected.</param>
/// <param name="IsList">Whether the field takes a list, as a conversation is, and not a text.</param>
public sealed record ProjectedField(string Field, string Column, bool Required = true, bool IsList = false);

/// <summary>How rows become items.</summary>
public sealed record ProjectionOptions
{
    /// <summary>The fields, in the order in which <see cref="RowProjection.Text"/> numbers them.</summary>
    public required IReadOnlyList<ProjectedField> Fields { get; init; }

    /// <summary>Whether columns that fill no field stay in the item's data. Default true. One that has the name of a field it does not fill
    /// stays as <c>name_column</c>.</summary>
    public bool KeepOtherColumns { get; init; } = true;

    /// <summary>Column with the item's priority, a number; null for none. A row without a value there has no priority.</summary>
    public string? PriorityColumn { get; init; }
}

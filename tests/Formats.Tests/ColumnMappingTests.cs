namespace Assay.Formats.Tests;

public class ColumnMappingTests
{
    private static string Suggest(string fields, params (string Name, ColumnKind Kind)[] columns) => string.Join(' ', ColumnMapping
        .Suggest(fields.Split(' '), [.. columns.Select(column => new PreviewColumn(column.Name, column.Kind, []))])
        .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    [Fact]
    public void The_same_name_comes_first() =>
        Suggest("note", ("text", ColumnKind.Text), ("Note", ColumnKind.Text), ("note", ColumnKind.Text)).ShouldBe("note=note");

    [Fact]
    public void Case_spaces_and_dashes_do_not_matter() =>
        Suggest("mail_body", ("text", ColumnKind.Text), ("Mail Body", ColumnKind.Text)).ShouldBe("mail_body=Mail Body");

    [Fact]
    public void The_usual_names_of_texts_come_next_in_their_order() =>
        Suggest("mail", ("id", ColumnKind.Text), ("title", ColumnKind.Text), ("Message", ColumnKind.Text)).ShouldBe("mail=Message");

    [Fact]
    public void The_first_column_with_texts_comes_last() =>
        Suggest("mail", ("id", ColumnKind.Number), ("meta", ColumnKind.Object), ("inhalt", ColumnKind.Text), ("art", ColumnKind.Text)).ShouldBe("mail=inhalt");

    [Fact]
    public void No_column_fills_two_fields_and_a_field_may_stay_without() =>
        Suggest("text title more", ("title", ColumnKind.Text), ("content", ColumnKind.Text), ("n", ColumnKind.Number)).ShouldBe("text=content title=title");
}

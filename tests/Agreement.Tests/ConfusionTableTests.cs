namespace Assay.Agreement.Tests;

public sealed class ConfusionTableTests
{
    [Fact]
    public void A_confusion_table_counts_rows_against_columns()
    {
        var table = ConfusionTable.Of([0, 0, 1], [0, 1, 1], 2);

        table.ToRows().ShouldBe([[1, 1], [0, 1]]);
        table.Total.ShouldBe(3);
        Should.Throw<ArgumentOutOfRangeException>(() => table.Add(0, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => table.Add(-1, 0));
    }
}

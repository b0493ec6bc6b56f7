using CsCheck;

namespace Assay.WeakModels.Onnx.Tests;

public sealed class BatchesTests
{
    [Fact]
    public void Every_row_is_in_one_batch_within_the_budget_beside_rows_of_its_length() =>
        Gen.Select(Gen.Int[0, 600].Array[0, 400], Gen.Int[1, 40], Gen.Int[1, 4_000]).Sample((lengths, rows, budget) =>
        {
            var batches = Batches.Plan(lengths, rows, budget).ToList();
            batches.SelectMany(batch => batch).Order().ShouldBe(Enumerable.Range(0, lengths.Length));
            batches.ShouldAllBe(batch => batch.Length >= 1 && batch.Length <= rows && (batch.Length == 1 || batch.Length * batch.Max(row => lengths[row]) <= budget));
            for (var at = 1; at < batches.Count; at++) batches[at].Max(row => lengths[row]).ShouldBeLessThanOrEqualTo(batches[at - 1].Min(row => lengths[row]));
        }, seed: "0000KOIPe3A1", iter: 300);
}

using System.Diagnostics;
using System.Text.Json;
using Assay.Cli.Votes;
using Assay.Formats;
using Assay.WeakModels;
using Assay.WeakModels.Rules;

namespace Assay.Cli.Models;

/// <summary>A file's items through a model, in batches, so that memory stays flat.</summary>
internal sealed class DraftingRun(ModelAtHand model, AskedOf asked, string file, string? truth)
{
    private const int BatchSize = 1_000;

    private readonly RulesModel? rules = model.Model as RulesModel;

    /// <param name="lines">Where drafts go, a line an item; null for nowhere.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="BadInput">The file cannot be read, or lacks what the model reads.</exception>
    /// <exception cref="UnfitModel">The model does not fit what is asked.</exception>
    public async Task<DraftingSummary> Run(TextWriter? lines, CancellationToken cancellation)
    {
        CheckColumns();
        var started = Stopwatch.GetTimestamp();
        if (model.Model is ILearnsUnlabeled learner)
            learner.Learn(asked.Schema, Rows(cancellation).Select(row => row.Item).OfType<JsonElement>(), cancellation);
        var summary = new DraftingSummary(model.Model) { Statistics = rules is null ? null : new RuleStatistics(rules.Rules) };
        var index = 0L;
        foreach (var batch in Rows(cancellation).Chunk(BatchSize))
        {
            JsonElement[] items = [.. batch.Select(row => row.Item).OfType<JsonElement>()];
            var drafts = new Queue<ItemDraft>(await model.Model.Predict(asked.Schema, items, cancellation));
            foreach (var row in batch)
            {
                var draft = row.Item is null ? null : drafts.Dequeue();
                Count(summary, row, draft);
                lines?.WriteLine(DraftJson.Line(index++, asked, draft, row.Refused, model.Model));
            }
        }

        return summary with { Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds };
    }

    private void Count(DraftingSummary summary, Row row, ItemDraft? draft)
    {
        summary.Items++;
        if (draft is null)
            summary.Refused++;
        else if (draft.Confidence is null)
            summary.Abstained++;
        else
            summary.Drafted++;
        if (row.Item is not { } item)
            return;
        var known = truth is not null && item.TryGetProperty(truth, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;
        if (rules is not null)
            summary.Statistics!.Add(rules.VotesOn(item), known);
        if (known is null || draft?.Confidence is null || asked.Only is not { } only)
            return;
        var question = asked.Schema.Question(only)!;
        summary.Known++;
        if (question.Kind.Category(question, draft.ByQuestion[only].Answer) == known)
            summary.Right++;
    }

    /// <summary>A field that no row has is a mistake; one that some lack is not.</summary>
    private void CheckColumns()
    {
        if (!System.IO.File.Exists(file))
            throw new BadInput(Directory.Exists(file) ? $"{file} is a folder; name a file in it" : $"there is no file {file}");
        Preview preview;
        try
        {
            using var head = System.IO.File.OpenRead(file);
            var bytes = new byte[64 << 10];
            var format = DatasetFormats.Guess(Path.GetFileName(file), bytes.AsSpan(0, head.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
            preview = Preview.Of(System.IO.File.OpenRead(file), format);
        }
        catch (UnreadableFile error)
        {
            throw new BadInput($"{file}: {error.Message}");
        }

        var there = preview.Columns.Select(column => column.Name).ToList();
        IEnumerable<string> wanted = asked.Schema.Fields.Select(field => field.Name);
        if (!wanted.Any(there.Contains))
            throw new BadInput($"{file}: no column {string.Join(" or ", wanted)} in the first rows; there are {(there.Count == 0 ? "none" : string.Join(", ", there.Take(20)))}");
        if (truth is not null && !there.Contains(truth))
            throw new BadInput($"{file}: no column {truth} in the first rows; there are {string.Join(", ", there.Take(20))}");
    }

    private IEnumerable<Row> Rows(CancellationToken cancellation)
    {
        using var reader = TableFile.Open(file);
        while (reader.Read(cancellation))
            yield return reader.Rejected is { } bad ? new Row(null, $"line {bad.Line}: {bad.Reason}") : new Row(JsonElement.Parse(reader.Row.Span), null);
    }

    private readonly record struct Row(JsonElement? Item, string? Refused);
}

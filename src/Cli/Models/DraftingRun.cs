using System.Diagnostics;
using System.Text.Json;
using Assay.Cli.Votes;
using Assay.Formats;
using Assay.Learning.Acceptance;
using Assay.Model.Questions;
using Assay.WeakModels;
using Assay.WeakModels.Rules;

namespace Assay.Cli.Models;

/// <summary>A file's items through a model, in batches, so that memory stays flat.</summary>
internal sealed class DraftingRun(ModelAtHand model, AskedOf asked, string file, string? truth, ErrorTarget target)
{
    private const int BatchSize = 1_000;

    /// <summary>What is held against known labels.</summary>
    private readonly Question? judged = (asked.Only ?? model.Question) is { } name ? asked.Schema.Question(name) : null;

    /// <param name="lines">Where drafts go, a line an item; null for nowhere.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="BadInput">The file cannot be read, or lacks what the model reads.</exception>
    /// <exception cref="UnfitModel">The model does not fit what is asked.</exception>
    public async Task<DraftingSummary> Run(TextWriter? lines, CancellationToken cancellation)
    {
        Check();
        var started = Stopwatch.GetTimestamp();
        if (model.Model is ILearnsUnlabeled learner)
            learner.Learn(asked.Schema, Rows(cancellation).Select(row => row.Item).OfType<JsonElement>(), cancellation);
        var summary = new DraftingSummary(model) { Statistics = model.Model is RulesModel rules ? new RuleStatistics(rules.Rules) : null, Trial = new AcceptTrial(target) };
        var index = 0L;
        foreach (var batch in Rows(cancellation).Chunk(BatchSize))
        {
            JsonElement[] items = [.. batch.Select(row => row.Item).OfType<JsonElement>()];
            var drafts = new Queue<ItemDraft>(await model.Predict(asked.Schema, items, cancellation));
            foreach (var row in batch)
            {
                var draft = row.Item is null ? null : drafts.Dequeue();
                Count(summary, row, draft);
                lines?.WriteLine(DraftJson.Line(index++, asked, draft, row.Refused ?? draft?.Refusal, model));
            }
        }

        return summary with { Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds };
    }

    /// <summary>Says what the run will cost, where it costs something.</summary>
    public async Task Prepare(TextWriter told, CancellationToken cancellation)
    {
        if (model.Prepare is null)
            return;
        Check();
        await model.Prepare(asked.Schema, Rows(cancellation).Select(row => row.Item).OfType<JsonElement>(), told, cancellation);
    }

    private void Count(DraftingSummary summary, Row row, ItemDraft? draft)
    {
        summary.Items++;
        if (row.Refused is not null)
            summary.Unreadable++;
        else if (draft?.Refusal is not null)
            summary.Refused++;
        else if (draft?.Confidence is null)
            summary.Abstained++;
        else
            summary.Drafted++;
        if (row.Item is not { } item || draft is null)
            return;
        var known = Truth(item, summary.Items);
        if (summary.Statistics is { } statistics)
            ((RulesModel)model.Model).Count(statistics, asked.Schema, item, draft, known);
        if (known is null)
            return;
        var said = draft.ByQuestion.GetValueOrDefault(judged!.Name);
        var isRight = said is not null && TruthColumn.IsSame(judged, said.Answer, known);
        summary.Trial.Add(summary.Items - 1, said?.Confidence, isRight);
        if (said is null)
            return;
        summary.Known++;
        if (isRight)
            summary.Right++;
    }

    private Answer? Truth(JsonElement item, long row)
    {
        if (truth is null || !item.TryGetProperty(truth, out var cell))
            return null;
        try
        {
            return TruthColumn.Of(judged!, cell);
        }
        catch (BadInput error)
        {
            throw new BadInput($"{file}: {truth} of item {row}: {error.Message}");
        }
    }

    private void Check()
    {
        if (truth is not null && judged is not (ChoiceQuestion or SpansQuestion))
            throw new BadInput("--truth goes with one question, a choice or spans: with --labels, or with the --schema of a model that answers one");
        CheckColumns();
    }

    /// <summary>A field that no row has is a mistake; one that some lack is not.</summary>
    private void CheckColumns()
    {
        Preview preview;
        try
        {
            var format = TableFile.FormatOf(file);
            preview = Preview.Of(File.OpenRead(file), format);
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

    /// <summary>Where an item is a line, blank lines are rows too: whoever lays drafts beside the file counts lines.</summary>
    private IEnumerable<Row> Rows(CancellationToken cancellation)
    {
        var format = TableFile.FormatOf(file);
        var countsLines = format is Jsonl or PlainText;
        var next = 1L;
        using var reader = format.Open(File.OpenRead(file));
        while (reader.Read(cancellation))
        {
            for (; countsLines && next < reader.Line; next++)
                yield return default;
            yield return reader.Rejected is { } bad ? new Row(null, $"line {bad.Line}: {bad.Reason}") : new Row(JsonElement.Parse(reader.Row.Span), null);
            next = reader.Line + 1;
        }

        for (; countsLines && next <= reader.Position.Line; next++)
            yield return default;
    }

    /// <param name="Item">Null where the line is blank or cannot be read.</param>
    /// <param name="Refused">Why it cannot be read.</param>
    private readonly record struct Row(JsonElement? Item, string? Refused);
}

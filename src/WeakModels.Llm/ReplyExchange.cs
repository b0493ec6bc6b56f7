using Assay.WeakModels.Llm.Asking;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm;

/// <summary>A request, its reply, and one attempt to have it mended.</summary>
internal static class ReplyExchange
{
    /// <summary>Asks about an item.</summary>
    public static Task<ReplyOutcome> Run(Caller caller, ReplyReader reader, LlmRequest request, ItemText item, CancellationToken cancellation) =>
        Run(caller, request, reply => reader.Read(reply, item), cancellation);

    /// <summary>Asks, and reads by the function.</summary>
    public static async Task<ReplyOutcome> Run(Caller caller, LlmRequest request, Func<string, Reading> read, CancellationToken cancellation)
    {
        var answer = await caller.Ask(request, cancellation);
        if (WhyNone(answer, request) is { } none) return new ReplyOutcome(none, answer.WasAsked);
        var (reply, reading) = (answer.Reply!, Read(answer.Reply!));
        if (reading.IsWhole) return new ReplyOutcome(reading, reply.Text);
        var mended = await caller.Ask(request.Then(reply.Text, Prompt.Repair([.. reading.Problems, .. reading.Missing])), cancellation);
        if (WhyNone(mended, request) is { } why) return new ReplyOutcome($"{Words(reading)}; asked again, {why}", mended.WasAsked);
        var second = Read(mended.Reply!);
        // quotes that are not in the text after all are left out, as long as some are
        if (second.Problems.Count == 0 && (second.Missing.Count == 0 || second.ByQuestion.Values.Any(draft => draft.Confidence > 0)))
            return new ReplyOutcome(second, mended.Reply!.Text);
        return new ReplyOutcome($"asked twice, and the reply is still wrong: {Words(second)}", wasAsked: true);

        Reading Read(LlmReply one) => one.Text.Length == 0 ? Reading.Broken("the reply is empty") : read(one.Text);
    }

    private static string Words(Reading reading) => string.Join("; ", reading.Problems.Concat(reading.Missing).Take(3));

    private static string? WhyNone(LlmAnswer answer, LlmRequest request) => answer switch
    {
        { Why: { } why } => why,
        { Reply.Finish: LlmFinish.Declined, Reply.Text: "" } => "the model declines to answer",
        { Reply.Finish: LlmFinish.Declined, Reply.Text: var text } => $"the model declines to answer: {(text.Length > 200 ? text[..200] + "…" : text)}",
        { Reply.Finish: LlmFinish.CutOff } => $"the reply was cut off at {request.MaxTokens:N0} tokens; allow more",
        _ => null,
    };
}

/// <summary>What came of an exchange.</summary>
internal sealed record ReplyOutcome
{
    public ReplyOutcome(Reading reading, string reply) => (ByQuestion, Reply) = (reading.ByQuestion, reply);

    public ReplyOutcome(string refusal, bool wasAsked) => (Refusal, WasAsked) = (refusal, wasAsked);

    /// <summary>The reply that was read.</summary>
    public string Reply { get; } = "";

    /// <summary>The drafts of a reply that was read.</summary>
    public IReadOnlyDictionary<string, QuestionDraft> ByQuestion { get; } = new Dictionary<string, QuestionDraft>();

    /// <summary>Why there is none; null when there is.</summary>
    public string? Refusal { get; }

    /// <summary>Whether the last request was sent.</summary>
    public bool WasAsked { get; } = true;
}

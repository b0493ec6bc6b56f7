namespace Assay.WeakModels;

/// <summary>What a language model was asked about an item: what the requests about many items share, and the rest.</summary>
/// <param name="Key">The SHA-256 of the whole request and of who is asked, as 64 hexadecimal digits; of several samples that of the first.</param>
/// <param name="Shared">What it shares with the requests about other items.</param>
/// <param name="Own">The message about the item. A JSON list: texts, and in place of a text of the item <c>{"field": "name"}</c>, with its <c>"turn"</c> where it is one of a conversation.</param>
public sealed record DraftPrompt(string Key, SharedPrompt Shared, string Own);

/// <summary>The part of a prompt that is the same for many items.</summary>
/// <param name="Hash">The SHA-256 of the text, as 64 hexadecimal digits.</param>
/// <param name="Text">A JSON object: who is asked, the system text, the schema of the reply, and how replies are drawn.</param>
public sealed record SharedPrompt(string Hash, string Text);

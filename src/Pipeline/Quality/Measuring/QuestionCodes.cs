using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Model.Questions;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>
/// The answers to one question as numbers. Of a closed list each category has its place in the schema; the categories of open answers are
/// numbered as they come. Used by one thread at a time.
/// </summary>
internal sealed class QuestionCodes
{
    /// <summary>Longer texts are kept as their SHA-256: what matters is which are the same.</summary>
    private const int LongestKey = 64;

    /// <summary>What a key of an open answer takes in memory, about.</summary>
    private const int BytesPerKey = 150;

    private readonly Question question;
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> memberCodes = new(StringComparer.Ordinal);
    private readonly List<int[]> members = [];
    private readonly bool isClosed;

    public QuestionCodes(Question question)
    {
        this.question = question;
        foreach (var category in question.Kind.Categories(question))
            codes.Add(category, codes.Count);
        foreach (var member in question.Kind.Scale(question).Members)
            memberCodes.Add(member, memberCodes.Count);
        isClosed = codes.Count > 0;
    }

    public long Bytes => codes.Count * (long)BytesPerKey;

    /// <summary>For answers that are sets, what each code holds: numbers in the order of the scale's members.</summary>
    public IReadOnlyList<int[]> Members => [.. members];

    /// <summary>The number of the answer; negative when there is none.</summary>
    public int Of(Answer? answer)
    {
        if (answer is null)
            return -1;
        var key = Key(answer);
        if (isClosed)
            return codes.GetValueOrDefault(key, -1);
        ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(codes, key, out var known);
        if (known)
            return code;
        code = codes.Count - 1;
        if (memberCodes.Count > 0)
            members.Add([.. question.Kind.Members(question, answer).Select(member => memberCodes[member])]);
        return code;
    }

    private string Key(Answer answer)
    {
        var text = question.Kind.Category(question, answer) ?? Canonical(answer);
        return isClosed || text.Length <= LongestKey ? text : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>An answer of an open kind is compared as its JSON, white space folded.</summary>
    private string Canonical(Answer answer)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            question.Kind.WriteAnswer(writer, question, answer);
        return string.Join(' ', Encoding.UTF8.GetString(buffer.ToArray()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}

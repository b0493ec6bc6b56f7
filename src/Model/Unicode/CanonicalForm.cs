using System.Globalization;

namespace Assay.Model.Unicode;

/// <summary>
/// Unicode Normalization Forms C and D after UAX #15, on the data of Unicode 14.0.
/// </summary>
/// <remarks>Our own, because the platform's <c>string.Normalize</c> does nothing when the program runs without the machine's ICU library
/// (invariant globalization), and with it depends on that library's version: a stored key must not.
/// Characters assigned after 14.0 are left as they are.</remarks>
public static class CanonicalForm
{
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28, Syllables = Leads * Vowels * Tails;
    private const int TableEnd = 0x30000;

    private static readonly byte[] Classes = new byte[TableEnd];
    private static readonly bool[] Attention = new bool[TableEnd];
    private static readonly Dictionary<int, (int First, int Second)> Decompositions = [];
    private static readonly Dictionary<(int First, int Second), int> Compositions = [];

    static CanonicalForm()
    {
        using var data = new StreamReader(typeof(CanonicalForm).Assembly.GetManifestResourceStream("canonical-14.0.txt")!);
        while (data.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            if (parts[0] == "C")
                ReadClass(parts);
            else if (parts[0] is "D" or "N")
                ReadDecomposition(parts);
        }
        foreach (var (_, second) in Compositions.Keys)
            Attention[second] = true;
        Array.Fill(Attention, true, VowelBase, Vowels);
        Array.Fill(Attention, true, TailBase, Tails);
    }

    /// <summary>False when the character stands in any text in NFC as it is, whatever its neighbours that are false too.</summary>
    public static bool NeedsAttention(int character) => character < TableEnd && Attention[character];

    /// <summary>The text in NFC, in code points.</summary>
    public static Span<int> Compose(ReadOnlySpan<int> text)
    {
        var characters = Decompose(text);
        return characters.AsSpan(0, Recompose(characters));
    }

    /// <summary>The text in NFD, in code points.</summary>
    public static int[] Decompose(ReadOnlySpan<int> text)
    {
        var decomposed = new List<int>(text.Length + 16);
        foreach (var character in text)
            Decompose(character, decomposed);
        var characters = decomposed.ToArray();
        Reorder(characters);
        return characters;
    }

    private static int Class(int character) => character < TableEnd ? Classes[character] : 0;

    private static void Decompose(int character, List<int> into)
    {
        if (character - HangulBase is >= 0 and < Syllables and var syllable)
        {
            into.Add(LeadBase + syllable / (Vowels * Tails));
            into.Add(VowelBase + syllable % (Vowels * Tails) / Tails);
            if (syllable % Tails > 0)
                into.Add(TailBase + syllable % Tails);
        }
        else if (Decompositions.TryGetValue(character, out var parts))
        {
            Decompose(parts.First, into);
            if (parts.Second > 0)
                into.Add(parts.Second);
        }
        else
        {
            into.Add(character);
        }
    }

    /// <summary>Marks in the order of their classes, those of one class in the order they stand.</summary>
    private static void Reorder(int[] characters)
    {
        for (var start = 0; start < characters.Length; start++)
        {
            if (Class(characters[start]) == 0)
                continue;
            var end = start + 1;
            var sorted = true;
            for (; end < characters.Length && Class(characters[end]) > 0; end++)
                sorted &= Class(characters[end]) >= Class(characters[end - 1]);
            if (!sorted)
            {
                var run = characters[start..end];
                // a stable sort, and n log n: there are texts with thousands of marks on one letter
                run.OrderBy(Class).ToArray().CopyTo(characters, start);
            }
            start = end;
        }
    }

    private static int Recompose(int[] characters)
    {
        var length = 0;
        var starter = -1;
        var lastClass = 0;
        foreach (var character in characters)
        {
            var mark = Class(character);
            // blocked when a mark of the same or a higher class, or another starter, stands between
            var blocked = starter < 0 || (starter != length - 1 && (lastClass == 0 || lastClass >= mark));
            if (!blocked && Pair(characters[starter], character) is { } composed)
            {
                characters[starter] = composed;
                continue;
            }
            if (mark == 0)
                starter = length;
            lastClass = mark;
            characters[length++] = character;
        }
        return length;
    }

    private static int? Pair(int first, int second)
    {
        if (first - LeadBase is >= 0 and < Leads and var lead && second - VowelBase is >= 0 and < Vowels and var vowel)
            return HangulBase + (lead * Vowels + vowel) * Tails;
        if (first - HangulBase is >= 0 and < Syllables and var syllable && syllable % Tails == 0 && second - TailBase is > 0 and < Tails and var tail)
            return HangulBase + syllable + tail;
        return Compositions.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private static void ReadClass(string[] parts)
    {
        for (var character = Hex(parts[2]); character <= Hex(parts[3]); character++)
        {
            Classes[character] = byte.Parse(parts[1], CultureInfo.InvariantCulture);
            Attention[character] = true;
        }
    }

    private static void ReadDecomposition(string[] parts)
    {
        var character = Hex(parts[1]);
        var mapping = (Hex(parts[2]), parts.Length > 3 ? Hex(parts[3]) : 0);
        Decompositions.Add(character, mapping);
        if (parts[0] == "D")
            Compositions.Add(mapping, character);
        else
            Attention[character] = true;
    }

    private static int Hex(string code) => int.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Assay.Dedup;

/// <summary>
/// The key of an item's content: two items with equal keys say the same and are labeled once. 128 bits of XxHash128 over the normalised texts,
/// so that a chance collision among a billion items has probability under 10⁻²⁰.
/// </summary>
/// <remarks>
/// Each text is normalised: Unicode NFC (of Unicode 14.0, the same on every machine), invariant lower case (also ς to σ), runs of white space
/// and line breaks to one space, none at the ends, invisible characters (zero-width, direction marks, soft hyphen, byte order mark) removed.
/// NFC and not NFKC, because NFKC would take x² and x2, or ① and 1, for the same text, and what is taken for the same is not labeled.
/// Punctuation and accents count, and so do the boundaries between texts: ["ab", "c"] is not ["a", "bc"].
/// XxHash128 (https://xxhash.com) is fast, not cryptographic: who can choose the texts can make two collide, to the harm of their own data only.
/// The key is stored, so its definition does not change without a migration.
/// </remarks>
/// <param name="High">The first 64 bits.</param>
/// <param name="Low">The last 64 bits.</param>
public readonly record struct ContentHash(long High, long Low)
{
    /// <summary>The key of the texts in this order.</summary>
    public static ContentHash Of(params ReadOnlySpan<string> texts)
    {
        var hasher = new ContentHasher();
        foreach (var text in texts)
            hasher.Add(text);
        return hasher.Finish();
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not 32 hexadecimal digits.</exception>
    public static ContentHash Parse(string hex)
    {
        if (hex.Length != 32)
            throw new FormatException($"A content hash has 32 hexadecimal digits; this text has {hex.Length} characters.");
        return new ContentHash(
            long.Parse(hex.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            long.Parse(hex.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }
}

using CsCheck;

namespace Assay.Model.Tests;

/// <summary>JSON of every shape, the nasty ones included: numbers beyond double, halves of surrogate pairs, NUL, repeated properties.</summary>
internal static class AnyJson
{
    private static readonly Gen<string> Leaf = Gen.OneOf(
        "null", "true", "false", "0", "-0", "1", "4", "1.5", "1e999", "-1e999", "12345678901234567890", "1e-400", "2147483648",
        "\"\"", "\" \"", "\"a\"", "\"spam\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "\"\\n\"", "\"\u2028\"",
        "\"" + new string('x', 100_001) + "\"");

    private static readonly Gen<string> Name = Gen.OneOf("\"a\"", "\"name\"", "\"q\"", "\"\"", "\"\\ud800\"", "\"label\"");

    public static readonly Gen<string> Value = Gen.Recursive<string>((depth, below) => depth > 3
        ? Leaf
        : Gen.Frequency(
            (4, Leaf),
            (2, below.Array[0, 4].Select(parts => $"[{string.Join(",", parts)}]")),
            (1, Gen.Select(Name, below).Array[0, 4].Select(parts => $"{{{string.Join(",", parts.Select(part => $"{part.Item1}:{part.Item2}"))}}}"))));
}

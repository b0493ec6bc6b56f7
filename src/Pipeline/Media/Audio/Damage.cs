namespace Assay.Pipeline.Media.Audio;

/// <summary>How decoders say that a file is damaged: not in words of their own, but by running off the end of a table.</summary>
internal static class Damage
{
    public static bool IsDamage(Exception error) => error is InvalidDataException or EndOfStreamException or InvalidOperationException or ArgumentException
        or IndexOutOfRangeException or NullReferenceException or ArithmeticException or NotSupportedException or FormatException or KeyNotFoundException;
}

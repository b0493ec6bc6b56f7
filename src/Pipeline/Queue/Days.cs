namespace Assay.Pipeline.Queue;

/// <summary>Days since 1970-01-01 in UTC, as tallies count them.</summary>
public static class Days
{
    public static long Of(DateTimeOffset moment) => Of(moment.ToUnixTimeMilliseconds());

    public static long Of(long milliseconds) => Math.DivRem(milliseconds, 86_400_000).Quotient;

    public static DateOnly Date(long day) => DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(day));
}

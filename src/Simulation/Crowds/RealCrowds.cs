using System.Globalization;

namespace Assay.Simulation.Crowds;

/// <summary>
/// How real crowds erred: counts from published data sets of crowd workers' answers to items with known labels. Of each set those who gave thirty answers or more.
/// </summary>
/// <remarks>
/// The sets are those collected by Zheng, Li, Li, Shan and Cheng (2017), "Truth inference in crowdsourcing: is the problem solved?", VLDB, and in later collections:
/// bluebird, cf_amt, d_possent, d_product, rte, s_rel, sp, sp_amt, web.
/// </remarks>
public static class RealCrowds
{
    private static readonly Lazy<IReadOnlyList<RealPerson>> AllPeople = new(ReadPeople);
    private static readonly Lazy<IReadOnlyList<IReadOnlyList<double>>> AllMistakes = new(ReadMistakes);

    public static IReadOnlyList<RealPerson> People => AllPeople.Value;

    /// <summary>For true labels of sets with five: which share of the mistakes went to each of the four others, the most frequent first. Each sums to 1.</summary>
    public static IReadOnlyList<IReadOnlyList<double>> Mistakes => AllMistakes.Value;

    private static IReadOnlyList<RealPerson> ReadPeople() =>
    [
        .. Rows("real-people.csv").GroupBy(row => (row[0], row[1])).Select(person => new RealPerson(person.Key.Item1, [.. person.Select(row => (Number(row[3]), Number(row[4])))])),
    ];

    private static IReadOnlyList<IReadOnlyList<double>> ReadMistakes() =>
    [
        .. Rows("real-mistakes.csv").Select(row =>
        {
            int[] counts = [.. row[2..].Select(Number)];
            return (IReadOnlyList<double>)[.. counts.Select(count => count / (double)counts.Sum())];
        }),
    ];

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string name)
    {
        using var stream = typeof(RealCrowds).Assembly.GetManifestResourceStream($"Assay.Simulation.Crowds.{name}") ?? throw new InvalidOperationException($"{name} is not built in.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            yield return line.Split(',');
    }
}

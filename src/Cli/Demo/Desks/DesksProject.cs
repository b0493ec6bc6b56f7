using System.Globalization;
using Assay.Pipeline.Projects;

namespace Assay.Cli.Demo.Desks;

/// <summary>What lies on the desk: boxes and masks over drawn pictures.</summary>
internal sealed class DesksProject(IReadOnlyList<Desk> desks) : DemoProject
{
    /// <summary>Pictures the demo has.</summary>
    public const int Pictures = 40;

    /// <summary>Draws the demo's pictures, always the same ones.</summary>
    public static IReadOnlyList<Desk> Draw(int pictures, CancellationToken cancellation)
    {
        var desks = new Desk[pictures];
        Parallel.For(0, pictures, new ParallelOptions { CancellationToken = cancellation }, i => desks[i] = Desk.Draw(i + 1));
        return desks;
    }

    public override string Name => "What lies on the desk?";

    public override string Making => "Making the project of the pictures: three simulated people draw boxes and paint …";

    public override string Schema => DeskSchema.Json;

    public override string Guidelines => DeskSchema.Guidelines;

    public override ProjectChanges Settings { get; } = new() { Overlap = 2, ItemWord = "pictures", GoldRate = 0.05 };

    public override int Count => desks.Count;

    public override double Done => 0.65;

    public override int Gold => 3;

    public override IReadOnlyList<DemoPerson> People =>
        [.. DeskHabits.All.Select(habits => new DemoPerson(habits.Name, habits.Seed, (row, chance) => habits.Judge(desks[(int)row - 1], chance)))];

    public override async Task<string> Write(string folder, CancellationToken cancellation)
    {
        var into = Directory.CreateDirectory(Path.Combine(folder, "desks")).FullName;
        foreach (var (i, desk) in desks.Index())
            await File.WriteAllBytesAsync(Path.Combine(into, string.Create(CultureInfo.InvariantCulture, $"desk-{i + 1:00}.jpg")), desk.Jpeg, cancellation);
        return into;
    }

    public override string Truth(long row) => DeskTruth.Of(desks[(int)row - 1]).ToJson();

    public override Drafts Draft() => DeskDrafter.Of(desks.Select(desk => desk.Jpeg));
}

using System.Text.Json;
using Assay.Cli.Demo.Desks;
using Assay.Model;

namespace Assay.Cli.Tests.Demo.Desks;

/// <summary>The pictures in the folder samples are drawn by the demo's code. ASSAY_UPDATE_SAMPLES=1 draws them anew.</summary>
public sealed class DeskSamplesTests
{
    private const int Count = 6, FirstSeed = 101, Width = 600;

    private static readonly string Samples = Path.Combine(DocsTests.Root, "samples");

    [Fact]
    public async Task The_samples_are_what_is_drawn()
    {
        var desks = Enumerable.Range(0, Count).Select(i => (Name: $"desk-{i + 1}.jpg", Desk: Desk.Draw(FirstSeed + i, Width))).ToList();
        var rows = desks.Select(each => $"{{\"picture\":{JsonSerializer.Serialize(each.Name)},{DeskTruth.Of(each.Desk).ToJson()[1..]}").ToList();
        var schema = LabelSchema.Parse(DeskSchema.Json).ToJson();
        if (Environment.GetEnvironmentVariable("ASSAY_UPDATE_SAMPLES") == "1")
        {
            Directory.CreateDirectory(Path.Combine(Samples, "desks"));
            foreach (var (name, desk) in desks)
                await File.WriteAllBytesAsync(Path.Combine(Samples, "desks", name), desk.Jpeg);
            await File.WriteAllTextAsync(Path.Combine(Samples, "desks.jsonl"), string.Join('\n', rows) + "\n");
            await File.WriteAllTextAsync(Path.Combine(Samples, "desks.schema.json"), schema + "\n");
        }

        (await File.ReadAllLinesAsync(Path.Combine(Samples, "desks.jsonl"))).ShouldBe(rows);
        (await File.ReadAllTextAsync(Path.Combine(Samples, "desks.schema.json"))).Trim().ShouldBe(schema);
        desks.ShouldAllBe(each => File.Exists(Path.Combine(Samples, "desks", each.Name)));
    }

    [Fact]
    public async Task They_can_be_imported_as_the_documentation_says()
    {
        using var shell = await new Shell().WithOwner();

        var ran = await shell.Run(
            "import", Path.Combine(Samples, "desks"), "--project", "Desks", "--create", "--schema", Path.Combine(Samples, "desks.schema.json"));

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Output.ShouldContain("6 items imported");
    }
}

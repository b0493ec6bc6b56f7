namespace Assay.Architecture.Tests;

/// <summary>The big arrows: Model ← libraries ← Pipeline ← { Simulation, Server } ← Cli.</summary>
public sealed class ArrowTests
{
    private static readonly string[] Libraries = ["Formats", "Dedup", "Agreement", "Aggregation", "WeakModels", "Learning", "Sampling"];

    /// <summary>Weak models that need the network, or large packages.</summary>
    private static readonly string[] Models = ["WeakModels.Llm", "WeakModels.Http", "WeakModels.Onnx"];

    /// <summary>What each project may use of ours.</summary>
    public static TheoryData<string, string[]> Arrows => new()
    {
        { "Model", [] },
        { "Formats", ["Model"] },
        { "Dedup", ["Model"] },
        { "Agreement", ["Model"] },
        { "Aggregation", ["Model"] },
        { "WeakModels", ["Model"] },
        { "Learning", ["Model"] },
        { "Sampling", ["Model"] },
        { "WeakModels.Llm", ["Model", "WeakModels"] },
        { "WeakModels.Http", ["Model", "WeakModels", "Formats"] },
        { "WeakModels.Onnx", ["Model", "WeakModels"] },
        { "Pipeline", ["Model", .. Libraries, .. Models] },
        { "Simulation", ["Model", "Learning", "Sampling", "Pipeline"] },
        { "Server", ["Model", "Pipeline", .. Libraries] },
        { "Cli", ["Model", "Pipeline", "Simulation", "Server", .. Libraries, .. Models] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void A_project_uses_only_what_its_arrow_points_at(string project, string[] allowed) =>
        Assemblies.ReferencesOf(project).Where(name => name.StartsWith("Assay.", StringComparison.Ordinal))
            .Except(allowed.Select(name => $"Assay.{name}"))
            .ShouldBeEmpty();

    [Fact]
    public void Every_project_has_its_arrow() =>
        Assemblies.Ours.Keys.Order().ShouldBe(Arrows.Select(row => row.Data.Item1).Order());

    /// <summary>Packages a pure library may use; the runtime's own assemblies are free.</summary>
    [Theory]
    [InlineData("Model", new string[0])]
    [InlineData("Formats", new[] { "CsvHelper" })]
    [InlineData("Dedup", new[] { "System.IO.Hashing" })]
    [InlineData("Agreement", new string[0])]
    [InlineData("Aggregation", new string[0])]
    [InlineData("WeakModels", new[] { "System.IO.Hashing", "YamlDotNet" })]
    [InlineData("Learning", new string[0])]
    [InlineData("Sampling", new string[0])]
    public void A_pure_library_brings_no_package_but_its_own(string project, string[] packages) =>
        Assemblies.ReferencesOf(project).Where(name => !IsRuntime(name)).Except(packages).Where(name => !name.StartsWith("Assay.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Theory]
    [InlineData("Model")]
    [InlineData("Formats")]
    [InlineData("Dedup")]
    [InlineData("Agreement")]
    [InlineData("Aggregation")]
    [InlineData("WeakModels")]
    [InlineData("Learning")]
    [InlineData("Sampling")]
    public void A_pure_library_reaches_no_network_and_no_other_program(string project) =>
        Assemblies.ReferencesOf(project).Intersect(["System.Net.Http", "System.Net.Sockets", "System.Diagnostics.Process", "System.Net.Requests"]).ShouldBeEmpty();

    [Fact]
    public void The_server_leaves_the_database_to_the_stages() =>
        Assemblies.ReferencesOf("Server").Intersect(["Dapper", "Npgsql", "Microsoft.Data.Sqlite"]).ShouldBeEmpty();

    private static bool IsRuntime(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name}.dll")) && name != "System.IO.Hashing";
}

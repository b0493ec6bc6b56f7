using System.Text.Json;

namespace Assay.Cli.Tests;

/// <summary>Runs command lines as a person would, each test over a data folder of its own.</summary>
internal sealed class Shell : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("assay-cli-").FullName;

    public string Data => Path.Combine(Folder, "data");

    /// <summary>Runs one verb on the data folder.</summary>
    public Task<Ran> Run(params string[] args) => Plain([.. args, "--data", Data]);

    public static async Task<Ran> Plain(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await CommandLine.Run(args, output, error);
        return new Ran(exit, output.ToString(), error.ToString());
    }

    /// <summary>An installation with its owner.</summary>
    public async Task<Shell> WithOwner()
    {
        (await Run("user", "add", "ada@example.org", "--name", "Ada", "--admin", "--generate")).Exit.ShouldBe(0);
        return this;
    }

    public string Write(string name, params string[] lines)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

internal sealed record Ran(int Exit, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}

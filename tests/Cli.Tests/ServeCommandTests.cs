using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assay.Cli.Tests;

public sealed partial class ServeCommandTests
{
    [Fact]
    public async Task The_first_start_prints_a_link_that_makes_the_owner_once()
    {
        using var shell = new Shell();
        using var output = new Watched("Ctrl C");
        using var error = new StringWriter();
        using var stop = new CancellationTokenSource();
        var running = CommandLine.Run(["serve", "--port", "0", "--data", shell.Data], output, error, stop.Token);
        await Task.WhenAny(output.Seen, running);
        output.Seen.IsCompleted.ShouldBeTrue(error.ToString());

        var link = Link().Match(output.ToString());
        link.Success.ShouldBeTrue();
        using var browser = new HttpClient { BaseAddress = new Uri(link.Groups[1].Value) };
        browser.DefaultRequestHeaders.Add("X-Assay", "1");
        (await browser.GetFromJsonAsync<JsonElement>("/api/session")).GetProperty("setupNeeded").GetBoolean().ShouldBeTrue();
        var owner = new { token = link.Groups[2].Value, name = "Ada", email = "ada@example.org", password = "correct horse battery" };
        (await browser.PostAsJsonAsync("/api/setup", owner)).EnsureSuccessStatusCode();
        (await browser.PostAsJsonAsync("/api/setup", owner)).IsSuccessStatusCode.ShouldBeFalse();

        await stop.CancelAsync();
        (await running).ShouldBe(0);
        (await shell.Run("user", "list")).Output.ShouldContain("ada@example.org");
    }

    [Fact]
    public async Task A_taken_port_is_one_line_and_exit_code_1()
    {
        using var shell = await new Shell().WithOwner();
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var ran = await shell.Run("serve", "--port", port);

        ran.Exit.ShouldBe(1);
        ran.Error.ReplaceLineEndings("\n").TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldContain(port);
    }

    [Theory]
    [InlineData("--port 99999", "a port is 0 to 65535")]
    [InlineData("--urls nowhere", "not an address")]
    [InlineData("--port 0 --urls http://127.0.0.1:0", "not both")]
    public async Task Addresses_that_cannot_be_are_refused(string line, string says)
    {
        using var shell = new Shell();

        var ran = await shell.Run(["serve", .. line.Split(' ')]);

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain(says);
    }

    [GeneratedRegex(@"(http://127\.0\.0\.1:\d+)/setup\?token=(\S+)")]
    private static partial Regex Link();

    /// <summary>Output that tells when a word has been said.</summary>
    private sealed class Watched(string word) : StringWriter
    {
        private readonly TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => seen.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(word, StringComparison.Ordinal) == true)
                seen.TrySetResult();
        }
    }
}

using System.Net;
using Assay.Pipeline.Media;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Media;

public class WebMediaTests
{
    private static readonly byte[] Photo = Pictures.Jpeg(40, 30);
    private static readonly AllowedHosts Allowed = new(["images.example.org", "*.cdn.example.org"]);

    [Theory, Engines]
    public async Task What_an_allowed_host_has_is_stored_under_its_url_and_fetched_once(string engine)
    {
        await using var bench = await MediaBench.Create(engine);
        await using var server = new WebServer(_ => WebServer.Ok(Photo));
        using var web = Web(bench, server);
        var added = await web.Fetch(bench.Project, bench.Person, Allowed, "http://images.example.org/a.jpg?x=1");
        (added.Name, added.Outcome, added.Medium?.Width).ShouldBe(("http://images.example.org/a.jpg?x=1", MediumOutcome.Stored, 40));
        (await web.Fetch(bench.Project, bench.Person, Allowed, "http://images.example.org/a.jpg?x=1")).Outcome.ShouldBe(MediumOutcome.AlreadyThere);
        (await web.Fetch(bench.Project, bench.Person, Allowed, "http://a.b.CDN.example.org/a.jpg")).Outcome.ShouldBe(MediumOutcome.Stored);
        server.Asked.ShouldBe(["images.example.org/a.jpg?x=1", "a.b.cdn.example.org/a.jpg"]);
        server.ConnectedTo.ShouldAllBe(address => address.Address.Equals(WebServer.Public) && address.Port == 80);
    }

    [Theory]
    [InlineData("http://other.example.org/a.jpg", "does not fetch files from other.example.org")]
    [InlineData("http://cdn.example.org/a.jpg", "does not fetch files from cdn.example.org")]
    [InlineData("http://images.example.org.evil.test/a.jpg", "does not fetch files from images.example.org.evil.test")]
    [InlineData("http://evil.test/images.example.org", "does not fetch files from evil.test")]
    [InlineData("http://images.example.org@evil.test/", "without a name and password")]
    [InlineData("http://images.example.org:8080/a.jpg", "from the usual ports")]
    [InlineData("http://93.184.216.34/a.jpg", "not from bare addresses")]
    [InlineData("http://2130706433/a.jpg", "not from bare addresses")]
    [InlineData("http://[::1]/a.jpg", "not from bare addresses")]
    [InlineData("http://localhost/a.jpg", "does not fetch files from localhost")]
    [InlineData("ftp://images.example.org/a.jpg", "not with ftp")]
    [InlineData("file:///etc/passwd", "not with file")]
    [InlineData("http://", "no address on the web")]
    public async Task Nothing_is_asked_of_another_host(string url, string reason)
    {
        await using var bench = await MediaBench.Create("sqlite");
        await using var server = new WebServer(_ => WebServer.Ok(Photo));
        using var web = Web(bench, server);
        var added = await web.Fetch(bench.Project, bench.Person, Allowed, url);
        (added.Outcome, added.Medium).ShouldBe((MediumOutcome.Refused, null));
        added.Reason!.ShouldContain(reason);
        server.ConnectedTo.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("192.0.0.170")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    public async Task A_name_that_leads_into_a_private_network_leads_nowhere(string address)
    {
        await using var bench = await MediaBench.Create("sqlite");
        await using var server = new WebServer(_ => WebServer.Ok(Photo));
        server.Names["images.example.org"] = [IPAddress.Parse(address)];
        using var web = Web(bench, server);
        (await web.Fetch(bench.Project, bench.Person, Allowed, "http://images.example.org/a.jpg")).Reason!.ShouldContain("nothing is fetched from there");
        server.ConnectedTo.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946")]
    public async Task A_public_address_is_connected_to_and_no_other_of_the_same_name(string address)
    {
        await using var bench = await MediaBench.Create("sqlite");
        await using var server = new WebServer(_ => WebServer.Ok(Photo));
        server.Names["images.example.org"] = [IPAddress.Loopback, IPAddress.Parse(address)];
        using var web = Web(bench, server);
        (await web.Fetch(bench.Project, bench.Person, Allowed, "http://images.example.org/a.jpg")).Outcome.ShouldBe(MediumOutcome.Stored);
        server.ConnectedTo.Single().Address.ShouldBe(IPAddress.Parse(address));
    }

    [Fact]
    public async Task A_redirect_is_held_against_the_same_rules()
    {
        await using var bench = await MediaBench.Create("sqlite");
        await using var server = new WebServer(asked => asked.Split('/')[^1] switch
        {
            "good" => WebServer.Moved("/photo"),
            "out" => WebServer.Moved("http://evil.test/photo"),
            "inside" => WebServer.Moved("http://in.cdn.example.org/photo"),
            "scheme" => WebServer.Moved("file:///etc/passwd"),
            "round" => WebServer.Moved("/round"),
            "photo" => WebServer.Ok(Photo),
            _ => WebServer.Missing(),
        });
        server.Names["in.cdn.example.org"] = [IPAddress.Parse("10.0.0.1")];
        using var web = Web(bench, server);
        (await Fetch("good")).Outcome.ShouldBe(MediumOutcome.Stored);
        (await Fetch("out")).Reason!.ShouldContain("does not fetch files from evil.test");
        (await Fetch("inside")).Reason!.ShouldContain("in.cdn.example.org leads to 10.0.0.1");
        (await Fetch("scheme")).Reason!.ShouldContain("not with file");
        (await Fetch("round")).Reason.ShouldBe("images.example.org passes it on more than 3 times.");
        server.Asked.Count(asked => asked.EndsWith("/round", StringComparison.Ordinal)).ShouldBe(4);
        (await Fetch("gone")).Reason.ShouldBe("images.example.org answered 404 and no file.");

        Task<AddedMedium> Fetch(string path) => web.Fetch(bench.Project, bench.Person, Allowed, $"http://images.example.org/{path}");
    }

    [Fact]
    public async Task A_host_that_sends_too_much_too_slowly_or_nothing_useful_is_refused()
    {
        await using var bench = await MediaBench.Create("sqlite", new MediaLimits { MostBytes = 5000 });
        using var blocked = new ManualResetEventSlim();
        await using var server = new WebServer(asked => asked.Split('/')[^1] switch
        {
            "large" => WebServer.Ok(new byte[6000]),
            "page" => WebServer.Ok("<!doctype html><html>Sign in</html>"u8.ToArray()),
            "short" => WebServer.Ok(Photo)[..^20],
            _ => Wait(),
        });
        using var web = Web(bench, server);
        (await Fetch(web, "large")).Reason.ShouldBe("The file has more than 5,000 bytes, the most one may have.");
        (await Fetch(web, "page")).Reason!.ShouldStartWith("This is an HTML page");
        (await Fetch(web, "short")).Reason!.ShouldStartWith("It cannot be fetched: ");
        using var hasty = new WebMedia(bench.Library, bench.Database.Db) { Resolve = server.Resolve, Connect = server.Connect, Longest = TimeSpan.FromMilliseconds(50) };
        (await Fetch(hasty, "slow")).Reason!.ShouldStartWith("It was not there within");
        blocked.Set();
        bench.Files().ShouldBeEmpty();

        Task<AddedMedium> Fetch(WebMedia from, string path) => from.Fetch(bench.Project, bench.Person, Allowed, $"http://images.example.org/{path}");

        byte[] Wait()
        {
            blocked.Wait();
            return [];
        }
    }

    [Theory]
    [InlineData("images.example.org", true)]
    [InlineData("*.example.org", true)]
    [InlineData("https://example.org", false)]
    [InlineData("example.org:80", false)]
    [InlineData("*", false)]
    [InlineData("localhost", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("a b.org", false)]
    public void A_host_to_allow_is_a_name(string host, bool isGood) => (AllowedHosts.Fault(host) is null).ShouldBe(isGood);

    private static WebMedia Web(MediaBench bench, WebServer server) => new(bench.Library, bench.Database.Db) { Resolve = server.Resolve, Connect = server.Connect };
}

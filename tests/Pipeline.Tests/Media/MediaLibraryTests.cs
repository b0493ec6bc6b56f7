using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Media;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Media;

public class MediaLibraryTests
{
    [Theory, Engines]
    public async Task The_same_content_is_stored_once_under_each_of_its_names(string engine)
    {
        await using var bench = await MediaBench.Create(engine);
        var photo = Pictures.Jpeg(40, 30);
        var first = await bench.Add("./photos//1.jpg", photo);
        (first.Name, first.Outcome, first.Medium!.Width, first.Medium.Height).ShouldBe(("photos/1.jpg", MediumOutcome.Stored, 40, 30));
        (await bench.Add("photos\\1.jpg", photo)).Outcome.ShouldBe(MediumOutcome.AlreadyThere);
        (await bench.Add("photos/2.jpg", photo)).Outcome.ShouldBe(MediumOutcome.Stored);
        bench.Files().ShouldBe([first.Medium.Hash]);
        (await File.ReadAllBytesAsync(bench.Library.FileOf(first.Medium))).ShouldBe(photo);

        var page = bench.Library.List(bench.Project, null, 1);
        (page.Media.Single().Name, page.Next, page.Total, page.Bytes).ShouldBe(("photos/1.jpg", "photos/1.jpg", 2, 2L * photo.Length));
        bench.Library.List(bench.Project, page.Next, 10).Media.Single().Name.ShouldBe("photos/2.jpg");
    }

    [Theory, Engines]
    public async Task A_name_stands_for_one_content(string engine)
    {
        await using var bench = await MediaBench.Create(engine);
        await bench.Add("a.png", Pictures.Png(8, 8, seed: 1));
        var second = await bench.Add("a.png", Pictures.Png(8, 8, seed: 2));
        (second.Outcome, second.Reason).ShouldBe((MediumOutcome.Refused, "The project has another file of this name. Give it another name, or remove the other one first."));
        bench.Files().Count.ShouldBe(1);
    }

    [Theory, Engines]
    public async Task What_is_refused_leaves_nothing_behind(string engine)
    {
        await using var bench = await MediaBench.Create(engine, new MediaLimits { MostBytes = 5000, MostPixels = 1000 });
        (await bench.Add("a.jpg", Pictures.Jpeg(40, 30))).Reason.ShouldBe("The image has 40 × 30 = 1,200 pixels; at most 1,000 are decoded. Scale it down.");
        (await bench.Add("b.wav", Tones.Wav(1))).Reason.ShouldBe("The file has more than 5,000 bytes, the most one may have.");
        (await bench.Add("c.jpg", [])).Reason.ShouldBe("The file is empty.");
        (await bench.Add("../d.png", Pictures.Png(4, 4))).Reason.ShouldBe("The file's path leads out of its folder (\"..\").");
        (await bench.Add("e\u0001.png", Pictures.Png(4, 4))).Reason.ShouldNotBeNull();
        (await bench.Add(new string('ö', 1001), Pictures.Png(4, 4))).Reason.ShouldNotBeNull();
        await Should.ThrowAsync<IOException>(() => bench.Library.Add(bench.Project, bench.Person, "f.png", new BreaksOff()));
        bench.Files().ShouldBeEmpty();
        bench.Library.List(bench.Project, null, 10).Total.ShouldBe(0);
    }

    [Theory, Engines]
    public async Task Eight_who_send_the_same_at_once_store_it_once(string engine)
    {
        await using var bench = await MediaBench.Create(engine);
        var photo = Pictures.Jpeg(400, 300);
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => bench.Add("a.jpg", photo))));
        added.Count(medium => medium.Outcome == MediumOutcome.Stored).ShouldBe(1);
        added.Count(medium => medium.Outcome == MediumOutcome.AlreadyThere).ShouldBe(7);
        bench.Files().ShouldBe([added[0].Medium!.Hash]);
    }

    [Theory, Engines]
    public async Task A_medium_goes_only_when_no_item_shows_it_and_its_file_only_when_nobody_has_it(string engine)
    {
        await using var bench = await MediaBench.Create(engine);
        var other = await TestProject.Create(bench.Database.Db, bench.Person, schema: MediaBench.Schema);
        var photo = Pictures.Jpeg(40, 30);
        await bench.Add("used.jpg", photo);
        await bench.Add("unused.jpg", Pictures.Jpeg(40, 30, seed: 2));
        await bench.Add("theirs.jpg", photo, other);
        await AddItem(bench, """{"picture":"./used.jpg","sound":null,"note":"unused.jpg"}""");

        var error = await Should.ThrowAsync<Conflict>(() => bench.Library.Delete(bench.Project, "used.jpg"));
        error.Message.ShouldStartWith("Items show \"used.jpg\".");
        await Should.ThrowAsync<NotFound>(() => bench.Library.Delete(bench.Project, "theirs.jpg"));
        await bench.Library.Delete(bench.Project, "unused.jpg");
        await bench.Library.Delete(other, "theirs.jpg");
        bench.Library.List(bench.Project, null, 10).Media.Single().Name.ShouldBe("used.jpg");

        (await bench.Library.RemoveOrphans()).ShouldBe(0);
        bench.Clock.Advance(TimeSpan.FromHours(2));
        (await bench.Library.RemoveOrphans()).ShouldBe(1);
        bench.Files().ShouldBe([bench.Library.List(bench.Project, null, 10).Media.Single().Hash]);
    }

    [Theory, Engines]
    public async Task A_content_that_comes_back_in_time_stays(string engine)
    {
        await using var bench = await MediaBench.Create(engine);
        await bench.Add("a.jpg", Pictures.Jpeg(40, 30));
        await bench.Library.Delete(bench.Project, "a.jpg");
        bench.Clock.Advance(TimeSpan.FromHours(2));
        await bench.Add("b.jpg", Pictures.Jpeg(40, 30));
        (await bench.Library.RemoveOrphans()).ShouldBe(0);
        bench.Files().Count.ShouldBe(1);
    }

    [Theory, Engines]
    public async Task Items_find_their_media_by_the_names_in_their_fields(string engine)
    {
        await using var bench = await MediaBench.Create(engine);
        var photo = (await bench.Add("photos/1.jpg", Pictures.TurnedJpeg(64, 32, 6))).Medium!;
        var tone = (await bench.Add("tone.wav", Tones.Wav(1.5))).Medium!;
        var schema = LabelSchema.Parse(MediaBench.Schema);
        JsonElement[] items =
        [
            JsonElement.Parse("""{"picture":"./photos/1.jpg","sound":"tone.wav"}"""),
            JsonElement.Parse("""{"picture":"missing.jpg","sound":7}"""),
            JsonElement.Parse("{}"),
        ];
        var found = bench.Database.Db.Read(session => ItemMedia.Of(session, bench.Project, schema, items))!;
        found[0]["picture"].ShouldBe(new ItemMedium(photo.Url, "image/jpeg", 32, 64, null, $"{photo.Url}?size=256", null));
        found[0]["sound"].ShouldBe(new ItemMedium(tone.Url, "audio/wav", null, null, 1.5, null, $"{tone.Url}/peaks"));
        photo.Url.ShouldBe($"/api/projects/{bench.Project}/media/{photo.Hash}");
        found[1].ShouldBeEmpty();
        found[2].ShouldBeEmpty();
        bench.Database.Db.Read(session => ItemMedia.Of(session, bench.Project, LabelSchema.Parse(TestProject.Schema), items)).ShouldBeNull();
        bench.Database.Db.Read(session => Medium.Find(session, bench.Project, "photos\\1.jpg"))!.Height.ShouldBe(64);
        bench.Database.Db.Read(session => Medium.Find(session, bench.Project + 1, "photos/1.jpg")).ShouldBeNull();
    }

    private static async Task AddItem(MediaBench bench, string data)
    {
        var task = (await TestProject.Tasks(bench.Database.Db, bench.Project, 1))[0];
        await bench.Database.Db.Write(bench.Project, session => session.Execute("UPDATE item SET data = @data WHERE task_id = @task", new { data, task }));
    }

    private sealed class BreaksOff : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The connection is gone.");
    }
}

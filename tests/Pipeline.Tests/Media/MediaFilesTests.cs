using System.IO.Compression;
using System.Text;
using Assay.Pipeline.Media;

namespace Assay.Pipeline.Tests.Media;

public sealed class MediaFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-files-").FullName;

    [Fact]
    public void A_folder_is_read_in_the_order_of_its_names_without_what_systems_leave_there()
    {
        foreach (var name in (string[])["b/2.jpg", "b/10.jpg", "a.jpg", ".DS_Store", "b/._2.jpg", "Thumbs.db", "__MACOSX/a.jpg"])
            Write(name, [1]);
        File.CreateSymbolicLink(Path.Combine(folder, "link.jpg"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(folder, "around"), folder);
        using var files = MediaFiles.Open(folder);
        files.All.Select(file => file.Name).ShouldBe(["a.jpg", "b/10.jpg", "b/2.jpg"]);
        MediaFiles.IsArchive(folder).ShouldBeFalse();
    }

    [Fact]
    public void An_archive_is_read_in_its_own_order()
    {
        var path = Zip(("b/2.jpg", [1, 2, 3]), ("__MACOSX/b/._2.jpg", [1]), ("a.jpg", [4]), ("empty/", []));
        MediaFiles.IsArchive(path).ShouldBeTrue();
        using var files = MediaFiles.Open(path);
        files.All.Select(file => (file.Name, file.Bytes)).ShouldBe([("b/2.jpg", 3), ("a.jpg", 1)]);
        using var content = files.All[0].Open();
        content.ReadByte().ShouldBe(1);
    }

    [Fact]
    public void An_encrypted_file_says_so()
    {
        var bytes = File.ReadAllBytes(Zip(("a.jpg", [1, 2, 3])));

        // bit 0 of the flags, in the file's own header and in the directory
        bytes[6] |= 1;
        bytes[Find(bytes, "PK\u0001\u0002"u8) + 8] |= 1;
        using var files = MediaFiles.Open(Write("encrypted.zip", bytes));
        files.All.Single().Refusal.ShouldBe("The file is encrypted in its archive. Pack it without a password.");
    }

    [Fact]
    public void An_archive_that_unpacks_to_far_more_than_itself_is_refused_before_it_is_unpacked()
    {
        var bytes = File.ReadAllBytes(Zip(("a.jpg", new byte[3_000_000])));
        BitConverter.TryWriteBytes(bytes.AsSpan(Find(bytes, "PK\u0001\u0002"u8) + 24), 4_000_000_000u);
        Refused(Write("bomb.zip", bytes)).ShouldStartWith("The archive unpacks to 4,000,000,000 bytes, over 100 times its size");
    }

    [Fact]
    public void A_damaged_archive_is_refused_in_words()
    {
        var whole = File.ReadAllBytes(Zip(("a.jpg", [1, 2, 3]), ("b.jpg", [4, 5])));
        Refused(Write("short.zip", whole[..^30])).ShouldBe("The zip archive breaks off: its directory, which stands at the end, is missing. Send it again.");
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var broken = whole.ToArray();
            for (var i = 0; i < 4; i++)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            try
            {
                using var files = MediaFiles.Open(Write("broken.zip", broken));
                foreach (var file in files.All)
                {
                    using var content = file.Open();
                    content.CopyTo(Stream.Null);
                }
            }
            catch (Exception error) when (error is UnusableMedium or InvalidDataException)
            {
                error.Message.ShouldNotBeNullOrEmpty();
            }
        }
    }

    [Fact]
    public void A_directory_that_would_not_fit_in_memory_is_not_read()
    {
        var path = Path.Combine(folder, "wide.zip");
        using (var file = File.Create(path))
        {
            file.Write("PK\u0003\u0004"u8);
            file.SetLength(200_000_000);
            file.Position = file.Length;
            file.Write([.. "PK\u0005\u0006"u8, 0, 0, 0, 0, 1, 0, 1, 0, .. BitConverter.GetBytes(199_999_990), .. BitConverter.GetBytes(4), 0, 0]);
        }

        Refused(path).ShouldBe("The zip archive has a directory of over 100 MB. Split it.");
    }

    [Theory]
    [InlineData("photos/1.jpg", "photos/1.jpg")]
    [InlineData("./photos//1.jpg", "photos/1.jpg")]
    [InlineData("/etc/passwd", "etc/passwd")]
    [InlineData("photos\\1.jpg", "photos/1.jpg")]
    [InlineData("写真/1.jpg", "写真/1.jpg")]
    [InlineData("https://example.org//a.jpg?x=1", "https://example.org//a.jpg?x=1")]
    [InlineData("a/../b.jpg", null)]
    [InlineData("..\\b.jpg", null)]
    [InlineData("", null)]
    [InlineData("./", null)]
    [InlineData("a\nb.jpg", null)]
    [InlineData("a\uD800.jpg", null)]
    public void Names_have_one_form(string given, string? clean) => MediumNames.Clean(given).ShouldBe(clean);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Refused(string path) => Should.Throw<UnusableMedium>(() => MediaFiles.Open(path)).Message;

    private static int Find(byte[] bytes, ReadOnlySpan<byte> part) => bytes.AsSpan().IndexOf(part);

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    private string Zip(params (string Name, byte[] Content)[] files)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():n}.zip");
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create, leaveOpen: false, Encoding.UTF8);
        foreach (var (name, content) in files)
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }

        return path;
    }
}

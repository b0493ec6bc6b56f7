using System.Runtime.InteropServices;
using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.Pipeline.Media.Images;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Media.Vectors;

/// <summary>
/// The vectors of images, computed once for each content and kept in the table image_vector; of an image that cannot be decoded an empty one, so that it is not tried again. A number takes two bytes: eleven
/// bits of it are kept, more than a classifier can use.
/// </summary>
internal sealed class ImageVectors(Db db, ImageEncoding encoding)
{
    /// <summary>Images between two looks at whether to stop, and in one transaction.</summary>
    private const int Step = 16;

    private const string Missing =
        """
        FROM medium m WHERE m.project_id = @projectId AND m.width IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM image_vector v WHERE v.hash = m.hash AND v.encoder = @encoder)
        """;

    public IImageEncoder Encoder => encoding.Encoder;

    /// <summary>How many images of a project have none.</summary>
    public long CountMissing(long projectId) => db.Read(session => session.One<long>($"SELECT count(DISTINCT m.hash) {Missing}", new { projectId, encoder = Encoder.Name }));

    /// <summary>Computes the next few that a project is missing, in the order of their hashes. Empty at the end.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="after">The last hash of those before; empty at first.</param>
    /// <param name="stop">Stops between two images.</param>
    public IReadOnlyList<ImageVector> Next(long projectId, string after, CancellationToken stop)
    {
        var hashes = db.Read(session => session.Query<string>(
            $"SELECT DISTINCT m.hash {Missing} AND m.hash > @after ORDER BY m.hash LIMIT {Step}", new { projectId, encoder = Encoder.Name, after }).ToList());
        return [.. hashes.Select(hash => Compute(hash, stop))];
    }

    /// <summary>Keeps them. Those whose file is not there now are left, to be tried again.</summary>
    public static void Keep(Session session, string encoder, IEnumerable<ImageVector> vectors)
    {
        foreach (var vector in vectors)
            if (vector.Numbers is { } numbers)
                session.Execute(
                    "INSERT INTO image_vector (encoder, hash, numbers) VALUES (@encoder, @Hash, @bytes) ON CONFLICT (encoder, hash) DO NOTHING",
                    new { encoder, vector.Hash, bytes = MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray() });
    }

    /// <summary>Forgets all that is kept of contents that are gone.</summary>
    public static void Forget(Session session, string[] hashes) => session.Execute($"DELETE FROM image_vector WHERE hash {session.Dialect.AnyOf("hashes")}", new { hashes });

    /// <summary>The vectors of items, in their order; null for one without an image, or with one that has no vector.</summary>
    public IReadOnlyList<Half[]?> OfItems(ProjectSettings settings, IReadOnlyList<JsonElement> items)
    {
        var (fields, length) = (ItemVectors.Fields(settings.Schema), Encoder.Length);
        string?[][] named = [.. items.Select(item => ItemVectors.Names(fields, item))];
        var names = named.SelectMany(each => each).OfType<string>().Distinct().ToArray();
        var byName = new Dictionary<string, Half[]>();
        if (names.Length > 0)
            foreach (var row in db.Read(session => session.Query<Row>(
                $"""
                SELECT m.name, v.numbers FROM medium m JOIN image_vector v ON v.hash = m.hash AND v.encoder = @encoder
                WHERE m.project_id = @projectId AND m.name {session.Dialect.AnyOf("names")}
                """,
                new { encoder = Encoder.Name, projectId = settings.Id, names }).ToList()))
                if (row.Numbers.Length == 2 * length)
                    byName.Add(row.Name, MemoryMarshal.Cast<byte, Half>(row.Numbers).ToArray());
        return [.. named.Select(each => ItemVectors.Joined(each, byName, length))];
    }

    /// <summary>Computes and keeps what is missing of the images of some items.</summary>
    public async Task Fill(ProjectSettings settings, IReadOnlyList<JsonElement> items, CancellationToken stop)
    {
        var fields = ItemVectors.Fields(settings.Schema);
        var names = items.SelectMany(item => ItemVectors.Names(fields, item)).OfType<string>().Distinct().ToArray();
        var hashes = names.Length == 0 ? [] : db.Read(session => session.Query<string>(
            $"SELECT DISTINCT m.hash {Missing} AND m.name {session.Dialect.AnyOf("names")}", new { projectId = settings.Id, encoder = Encoder.Name, names }).ToList());
        foreach (var some in hashes.Chunk(Step))
        {
            ImageVector[] computed = [.. some.Select(hash => Compute(hash, stop))];
            await db.Write(session => Keep(session, Encoder.Name, computed));
        }
    }

    private ImageVector Compute(string hash, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var path = new MediaFolder(db.DataFolder).PathOf(hash);
        if (!File.Exists(path))
            return new ImageVector(hash, null);
        try
        {
            var numbers = Encoder.Encode(RgbImage.Read(path, Encoder.Side));
            return new ImageVector(hash, Array.TrueForAll(numbers, number => float.IsFinite(number) && Math.Abs(number) <= (float)Half.MaxValue) ? Array.ConvertAll(numbers, number => (Half)number) : []);
        }
        catch (UnusableMedium)
        {
            return new ImageVector(hash, []);
        }
        catch (IOException)
        {
            return new ImageVector(hash, null); // removed meanwhile, or the disk fails: another turn tries again
        }
    }

    private sealed record Row
    {
        public string Name { get; init; } = "";

        public byte[] Numbers { get; init; } = [];
    }
}

/// <summary>The vector of a content.</summary>
/// <param name="Hash">Of the content.</param>
/// <param name="Numbers">Empty where it cannot be decoded, or its vector has a number that is none; null where its file is not there.</param>
internal sealed record ImageVector(string Hash, Half[]? Numbers);
